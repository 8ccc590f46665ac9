// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.report.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of report types, from Google's documentation and public observations of the API. It
 * gives columns and successors; which types exist is known only to the API.
 */
public final class BulkReportTypes {
  private static final BulkReportTypes CATALOGUE = load();

  private final Map<String, BulkReportType> types = new LinkedHashMap<>();
  private final Map<String, Column.Type> columns = new HashMap<>();
  private final Map<String, Map<String, String>> codes = new HashMap<>();

  private BulkReportTypes() {}

  /** All report types: those of channels first, then those of content owners. */
  public static Collection<BulkReportType> all() {
    return CATALOGUE.types.values();
  }

  /** The report type of this id, if the catalogue has it. */
  public static Optional<BulkReportType> find(String id) {
    return Optional.ofNullable(CATALOGUE.types.get(id));
  }

  /**
   * The report type of this id, also if it is another version of a report type of the catalogue:
   * Google adds versions at any time. Such a version has the columns of its files' headers.
   */
  public static Optional<BulkReportType> resolve(String id) {
    return find(id).or(() -> newest(id).map(known -> otherVersion(known, id)));
  }

  /** The newest known version of the same family. */
  public static Optional<BulkReportType> newest(String id) {
    return BulkReportType.family(id)
        .flatMap(
            family ->
                all().stream()
                    .filter(type -> type.family().equals(family))
                    .max(Comparator.comparingInt(BulkReportType::version)));
  }

  /** The last of the successors of a type, in the order of their announcement, if it has any. */
  public static Optional<BulkReportType> lastSuccessor(BulkReportType type) {
    Optional<BulkReportType> last = Optional.empty();
    BulkReportType next = type;
    while (next.successor() != null) {
      next = find(next.successor()).orElseThrow();
      last = Optional.of(next);
    }
    return last;
  }

  /** What the codes of a column mean, by code; empty if the column has none. */
  public static Map<String, String> codes(String column) {
    return CATALOGUE.codes.getOrDefault(column, Map.of());
  }

  /** The type of a column of that name in any report type; text if there is none. */
  static Column.Type columnType(String name) {
    return CATALOGUE.columns.getOrDefault(name, Column.Type.STRING);
  }

  private static BulkReportType otherVersion(BulkReportType known, String id) {
    return new BulkReportType(
        id,
        known.name(),
        known.audience(),
        known.systemManaged(),
        known.monetary(),
        BulkReportType.State.UNCLEAR,
        null,
        null,
        null,
        List.of());
  }

  private static BulkReportTypes load() {
    try (InputStream in = BulkReportTypes.class.getResourceAsStream("report-types.json")) {
      BulkReportTypes catalogue = new BulkReportTypes();
      catalogue.read(new ObjectMapper().readTree(Objects.requireNonNull(in)));
      return catalogue;
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue of report types cannot be read", e);
    }
  }

  private void read(JsonNode root) {
    root.path("columns")
        .properties()
        .forEach(
            type ->
                names(type.getValue())
                    .forEach(name -> columns.put(name, Column.Type.valueOf(type.getKey()))));
    root.path("codes")
        .properties()
        .forEach(
            column -> {
              Map<String, String> names = new LinkedHashMap<>();
              column
                  .getValue()
                  .properties()
                  .forEach(c -> names.put(c.getKey(), c.getValue().asText()));
              codes.put(column.getKey(), names);
            });
    for (JsonNode type : root.path("types")) {
      BulkReportType read = type(type);
      types.put(read.id(), read);
    }
  }

  private BulkReportType type(JsonNode node) {
    List<BulkColumn> all = new ArrayList<>();
    names(node.path("dimensions")).forEach(name -> all.add(column(name, true)));
    names(node.path("metrics")).forEach(name -> all.add(column(name, false)));
    return new BulkReportType(
        node.path("id").asText(),
        node.path("name").asText(),
        BulkReportType.Audience.valueOf(node.path("audience").asText()),
        node.path("systemManaged").asBoolean(),
        node.path("monetary").asBoolean(),
        BulkReportType.State.valueOf(node.path("state").asText()),
        text(node, "successor"),
        day(node, "announced"),
        day(node, "endedOn"),
        all);
  }

  private BulkColumn column(String name, boolean key) {
    return new BulkColumn(name, Objects.requireNonNull(columns.get(name)), key);
  }

  private static List<String> names(JsonNode node) {
    String text = node.asText("");
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.has(field) ? node.get(field).asText() : null;
  }

  private static @Nullable LocalDate day(JsonNode node, String field) {
    return node.has(field) ? LocalDate.parse(node.get(field).asText()) : null;
  }
}
