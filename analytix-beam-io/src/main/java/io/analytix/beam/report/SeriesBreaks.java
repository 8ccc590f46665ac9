// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The known {@linkplain SeriesBreak breaks} of series: the resource {@code series-breaks.json}. */
public final class SeriesBreaks {
  private static final List<SeriesBreak> ALL = load();

  private SeriesBreaks() {}

  /** All breaks, the oldest first. */
  public static List<SeriesBreak> all() {
    return ALL;
  }

  /** The breaks of the column that has this name in tables, the oldest first. */
  public static List<SeriesBreak> ofColumn(String columnName) {
    return ALL.stream().filter(it -> it.column().columnName().equals(columnName)).toList();
  }

  private static List<SeriesBreak> load() {
    try (InputStream json =
        Objects.requireNonNull(
            SeriesBreaks.class.getResourceAsStream("series-breaks.json"), "series-breaks.json")) {
      List<SeriesBreak> breaks = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(json)) {
        breaks.add(read(node));
      }
      return List.copyOf(breaks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeriesBreak read(JsonNode node) {
    return new SeriesBreak(
        column(node.path("column")),
        LocalDate.parse(node.path("began").asText()),
        LocalDate.parse(node.path("complete").asText()),
        node.path("change").asText(),
        node.has("comparable") ? column(node.path("comparable")) : null,
        node.path("contentOwnersOnly").asBoolean(),
        node.path("source").asText());
  }

  private static Column column(JsonNode apiName) {
    return Columns.find(apiName.asText()).orElseThrow();
  }
}
