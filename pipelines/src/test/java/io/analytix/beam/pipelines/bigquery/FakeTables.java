// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Answer;
import io.analytix.beam.pipelines.bigquery.sql.SqlType;
import io.analytix.beam.pipelines.bigquery.sql.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables and views of {@link FakeBigQuery}: each with an etag that moves with every change. */
final class FakeTables {
  private static final int PAGE = 3;

  private final Warehouse warehouse;
  private final Map<String, String> properties;
  private final Map<String, ObjectNode> tables = new TreeMap<>();
  private int changes;

  /**
   * No tables yet.
   *
   * @param properties of the dataset
   */
  FakeTables(Warehouse warehouse, Map<String, String> properties) {
    this.warehouse = warehouse;
    this.properties = properties;
  }

  synchronized List<String> names() {
    return tables.keySet().stream().map(key -> key.split("\\.", 2)[1]).toList();
  }

  synchronized Answer get(String dataset, String name, Map<String, String> query) {
    ObjectNode table = tables.get(key(dataset, name));
    return table == null ? notFound(dataset, name) : Answer.of(table.deepCopy());
  }

  synchronized Answer insert(String dataset, ObjectNode table) {
    String name = table.path("tableReference").path("tableId").asText();
    if (tables.containsKey(key(dataset, name))) {
      return Answer.error(409, "duplicate", "Already Exists: Table proj:" + dataset + "." + name);
    }
    if (table.has("view")) {
      warehouse.createView(dataset, name, table.path("view").path("query").asText());
    } else {
      warehouse.createTable(dataset, name, fields(table));
    }
    ObjectNode made = table.deepCopy();
    made.put("type", table.has("view") ? "VIEW" : "TABLE");
    expire(made);
    return Answer.of(changed(key(dataset, name), made));
  }

  /** The defaults of the dataset. */
  private void expire(ObjectNode made) {
    String ofPartitions = properties.get("defaultPartitionExpirationMs");
    String ofTables = properties.get("defaultTableExpirationMs");
    if (made.has("timePartitioning") && ofPartitions != null) {
      ObjectNode partitioning = made.withObject("/timePartitioning");
      if (!partitioning.has("expirationMs")) {
        partitioning.put("expirationMs", ofPartitions);
      }
    } else if (ofTables != null && !made.has("expirationTime")) {
      made.put("expirationTime", ofTables);
    }
  }

  synchronized Answer patch(String dataset, String name, ObjectNode change, String ifMatch) {
    ObjectNode table = tables.get(key(dataset, name));
    if (table == null) {
      return notFound(dataset, name);
    }
    if (ifMatch != null && !ifMatch.equals(table.path("etag").asText())) {
      return Answer.error(412, "conditionNotMet", "Precondition Failed");
    }
    List<String> known = fields(table).stream().map(Warehouse.Field::name).toList();
    for (Warehouse.Field field : fields(change)) {
      if (!known.contains(field.name())) {
        if (field.required()) {
          return Answer.error(400, "invalid", "Cannot add required field " + field.name());
        }
        warehouse.addColumn(dataset, name, field);
      }
    }
    if (change.has("view")) {
      warehouse.createView(dataset, name, change.path("view").path("query").asText());
    }
    ObjectNode labels = table.withObject("/labels");
    change
        .path("labels")
        .properties()
        .forEach(
            label -> {
              if (label.getValue().isNull()) {
                labels.remove(label.getKey());
              } else {
                labels.set(label.getKey(), label.getValue());
              }
            });
    ObjectNode rest = change.deepCopy();
    rest.remove("labels");
    table.setAll(rest);
    return Answer.of(changed(key(dataset, name), table));
  }

  synchronized Answer delete(String dataset, String name) {
    ObjectNode table = tables.remove(key(dataset, name));
    if (table == null) {
      return notFound(dataset, name);
    }
    warehouse.dropTable(dataset, name);
    return new Answer(204, null);
  }

  synchronized Answer list(String dataset, String pageToken) {
    int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
    List<ObjectNode> all = new ArrayList<>();
    tables.forEach(
        (key, table) -> {
          if (key.startsWith(dataset + ".")) {
            all.add(table);
          }
        });
    ObjectNode page = FakeBigQuery.JSON.createObjectNode();
    int until = Math.min(all.size(), from + PAGE);
    all.subList(from, until)
        .forEach(
            table ->
                page.withArray("tables")
                    .addObject()
                    .set("tableReference", table.get("tableReference")));
    if (until < all.size()) {
      page.put("nextPageToken", String.valueOf(until));
    }
    return Answer.of(page);
  }

  /** Whether a table is there. */
  synchronized boolean has(String dataset, String name) {
    return tables.containsKey(key(dataset, name));
  }

  /** Appends or replaces rows as a load job does; the etag moves. Returns how many were loaded. */
  synchronized long load(String dataset, String name, List<String> files, boolean truncate) {
    ObjectNode table = tables.get(key(dataset, name));
    if (truncate) {
      warehouse.truncate(dataset, name);
    }
    long rows = warehouse.load(dataset, name, fields(table), files);
    changed(key(dataset, name), table);
    return rows;
  }

  /** Appends the rows of Parquet files. */
  synchronized long loadParquet(String dataset, String name, List<String> files) {
    long rows = warehouse.loadParquet(dataset, name, files);
    changed(key(dataset, name), tables.get(key(dataset, name)));
    return rows;
  }

  private ObjectNode changed(String key, ObjectNode table) {
    changes++;
    table.put("etag", "etag-" + changes);
    tables.put(key, table);
    return table;
  }

  private static List<Warehouse.Field> fields(JsonNode table) {
    List<Warehouse.Field> fields = new ArrayList<>();
    for (JsonNode field : table.path("schema").path("fields")) {
      fields.add(
          new Warehouse.Field(
              field.path("name").asText(),
              SqlType.standard(field.path("type").asText()),
              field.path("mode").asText().equals("REQUIRED")));
    }
    return fields;
  }

  private static String key(String dataset, String name) {
    return dataset + "." + name;
  }

  private static Answer notFound(String dataset, String name) {
    return Answer.error(404, "notFound", "Not found: Table proj:" + dataset + "." + name);
  }
}
