// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The columns of {@code reports.query}, by the API's names.
 *
 * <p>The data is the resource {@code columns.json}. Types are those of {@code columnHeaders} in
 * live responses, or else of the documentation.
 */
public final class Columns {
  private static final Map<String, Column> BY_API_NAME = load();

  private Columns() {}

  /** The column of this name, if the API has one. */
  public static Optional<Column> find(String apiName) {
    return Optional.ofNullable(BY_API_NAME.get(apiName));
  }

  /** All columns by the API's names, in the order of the resource. */
  public static Map<String, Column> all() {
    return BY_API_NAME;
  }

  private static Map<String, Column> load() {
    try (InputStream json =
        Objects.requireNonNull(Columns.class.getResourceAsStream("columns.json"), "columns.json")) {
      Map<String, Column> columns = new LinkedHashMap<>();
      for (JsonNode node : new ObjectMapper().readTree(json)) {
        Column column = read(node);
        columns.put(column.apiName(), column);
      }
      return Collections.unmodifiableMap(columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Column read(JsonNode node) {
    String unit = node.path("unit").asText("");
    Column.Type type =
        unit.equals("currency")
            ? Column.Type.MONEY
            : Column.Type.valueOf(node.path("type").asText());
    return new Column(
        node.path("name").asText(),
        Column.Kind.valueOf(node.path("kind").asText().toUpperCase(Locale.ROOT)),
        type,
        unit,
        node.path("monetary").asBoolean(),
        node.path("summableOverDays").asBoolean());
  }
}
