// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.world.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All report types, and the values of their coded columns. Read from {@code report-types.json}. */
public final class BulkReportTypes {
  private static final JsonNode JSON = Resource.json(BulkReportTypes.class, "report-types.json");
  private static final Map<String, CellType> CELL_TYPES = cellTypes();
  private static final Map<String, BulkReportType> TYPES = types();
  private static final Map<String, List<String>> VALUES =
      Resource.map(JSON.get("values"), values -> List.of(values.asText().split(",", -1)));

  private BulkReportTypes() {}

  public static Collection<BulkReportType> all() {
    return TYPES.values();
  }

  public static Optional<BulkReportType> find(String id) {
    return Optional.ofNullable(TYPES.get(id));
  }

  /** Returns the values of a coded column; empty for any other. */
  static List<String> values(String column) {
    return VALUES.getOrDefault(column, List.of());
  }

  private static Map<String, CellType> cellTypes() {
    Map<String, CellType> types = new HashMap<>();
    Resource.map(JSON.get("columns"), JsonNode::asText)
        .forEach((type, names) -> words(names).forEach(name -> types.put(name, typeOf(type))));
    return types;
  }

  private static CellType typeOf(String name) {
    return CellType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Map<String, BulkReportType> types() {
    Map<String, BulkReportType> types = new LinkedHashMap<>();
    for (JsonNode node : JSON.get("reportTypes")) {
      List<BulkColumn> columns = new ArrayList<>();
      words(node.get("key").asText()).forEach(name -> columns.add(column(name, true)));
      words(node.get("metrics").asText()).forEach(name -> columns.add(column(name, false)));
      String id = node.get("id").asText();
      types.put(
          id,
          new BulkReportType(
              id,
              node.get("name").asText(),
              node.get("owner").asText().equals("contentOwner"),
              node.get("managed").asText().equals("system"),
              node.get("state").asText(),
              node.path("monetary").asBoolean(),
              columns));
    }
    return types;
  }

  private static BulkColumn column(String name, boolean isKey) {
    return new BulkColumn(name, CELL_TYPES.getOrDefault(name, CellType.TEXT), isKey);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
