// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Answer;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The jobs of {@link FakeBigQuery}: an id is good for one job, in one location. */
final class FakeJobs {
  private static final int PAGE = 50;

  private final Warehouse warehouse;
  private final FakeTables tables;
  private final Map<String, String> locations;
  private final Map<String, ObjectNode> jobs = new LinkedHashMap<>();
  private final Map<String, ChangedRows> counts = new LinkedHashMap<>();
  private final Map<String, List<Map<String, String>>> results = new HashMap<>();
  private final List<String> statements = new CopyOnWriteArrayList<>();

  private final List<String> loaded = new CopyOnWriteArrayList<>();

  FakeJobs(Warehouse warehouse, FakeTables tables, Map<String, String> locations) {
    this.warehouse = warehouse;
    this.tables = tables;
    this.locations = locations;
  }

  List<String> loaded() {
    return List.copyOf(loaded);
  }

  List<String> statements() {
    return List.copyOf(statements);
  }

  synchronized ChangedRows counts(String... parts) {
    ChangedRows last = ChangedRows.NONE;
    for (Map.Entry<String, ChangedRows> job : counts.entrySet()) {
      if (Arrays.stream(parts).allMatch(job.getKey()::contains)) {
        last = job.getValue();
      }
    }
    return last;
  }

  synchronized Answer insert(ObjectNode request, Fault fault) {
    ObjectNode job = request.deepCopy();
    JsonNode configuration = job.path("configuration");
    if (configuration.path("dryRun").asBoolean()) {
      job.putObject("status").put("state", "DONE");
      return Answer.of(job);
    }
    String id = job.path("jobReference").path("jobId").asText();
    if (jobs.containsKey(id)) {
      return Answer.error(409, "duplicate", "Already Exists: Job " + id);
    }
    job.put("id", "proj:" + id).put("kind", "bigquery#job");
    jobs.put(id, job);
    ObjectNode status = job.putObject("status");
    ObjectNode statistics = job.putObject("statistics");
    statistics.put("creationTime", "1").put("startTime", "1").put("endTime", "2");
    try {
      run(id, job, statistics, fault);
    } catch (IllegalStateException e) {
      ObjectNode error = FakeBigQuery.JSON.createObjectNode();
      error.put("reason", fault.reason == null ? "invalidQuery" : fault.reason);
      error.put("message", e.getMessage());
      status.set("errorResult", error);
      status.putArray("errors").add(error);
    }
    status.put("state", "DONE");
    ObjectNode running = job.deepCopy();
    running.putObject("status").put("state", "RUNNING");
    return Answer.of(running);
  }

  private void run(String id, ObjectNode job, ObjectNode statistics, Fault fault) {
    if (fault.message != null) {
      throw new IllegalStateException(fault.message);
    }
    JsonNode load = job.path("configuration").path("load");
    if (load.isMissingNode()) {
      query(id, job, statistics);
    } else {
      load(load, statistics);
    }
  }

  /** A job runs in its location; it does not find data of other locations. */
  private void query(String id, ObjectNode job, ObjectNode statistics) {
    String sql = job.path("configuration").path("query").path("query").asText();
    String place = job.path("jobReference").path("location").asText("US");
    locations.forEach(
        (dataset, location) -> {
          if (sql.contains("." + dataset + ".") && !place.equals(location)) {
            throw new IllegalStateException(
                "Not found: Dataset proj:" + dataset + " was not found in location " + place);
          }
        });
    statements.add(sql);
    ObjectNode query = statistics.putObject("query");
    if (sql.stripLeading().startsWith("SELECT")) {
      query.put("statementType", "SELECT");
      results.put(id, warehouse.query(sql));
      return;
    }
    ChangedRows changed = warehouse.change(sql);
    counts.put(id, changed);
    query.put("statementType", sql.substring(0, sql.indexOf(' ')));
    ObjectNode dml = query.putObject("dmlStats");
    // A count of zero is left out.
    put(dml, "insertedRowCount", changed.inserted());
    put(dml, "updatedRowCount", changed.updated());
    put(dml, "deletedRowCount", changed.deleted());
  }

  private static void put(ObjectNode statistics, String name, long count) {
    if (count > 0) {
      statistics.put(name, String.valueOf(count));
    }
  }

  private void load(JsonNode load, ObjectNode statistics) {
    JsonNode to = load.path("destinationTable");
    String dataset = to.path("datasetId").asText();
    String name = to.path("tableId").asText();
    if (!tables.has(dataset, name)) {
      if (load.path("createDisposition").asText().equals("CREATE_NEVER")) {
        throw new IllegalStateException("Not found: Table " + dataset + "." + name);
      }
      ObjectNode table = FakeBigQuery.JSON.createObjectNode();
      table.set("tableReference", to);
      table.set("schema", load.get("schema"));
      Answer unused = tables.insert(dataset, table);
    }
    List<String> files = new ArrayList<>();
    load.path("sourceUris").forEach(uri -> files.add(uri.asText().replaceFirst("^file:/*", "/")));
    if (load.path("sourceFormat").asText().equals("PARQUET")) {
      statistics
          .putObject("load")
          .put("outputRows", String.valueOf(tables.loadParquet(dataset, name, files)));
      return;
    }
    files.forEach(file -> loaded.add(text(Path.of(file))));
    boolean truncate = load.path("writeDisposition").asText().equals("WRITE_TRUNCATE");
    statistics
        .putObject("load")
        .put("outputRows", String.valueOf(tables.load(dataset, name, files, truncate)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized Answer get(String id, String location) {
    ObjectNode job = jobs.get(id);
    return job == null || !isIn(job, location)
        ? Answer.error(404, "notFound", "Not found: Job " + id)
        : Answer.of(job);
  }

  synchronized Answer results(String id, String location, String pageToken) {
    ObjectNode job = jobs.get(id);
    if (job == null || !isIn(job, location)) {
      return Answer.error(404, "notFound", "Not found: Job " + id);
    }
    List<Map<String, String>> rows = results.getOrDefault(id, List.of());
    int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
    int until = Math.min(rows.size(), from + PAGE);
    ObjectNode page = FakeBigQuery.JSON.createObjectNode().put("jobComplete", true);
    page.set("jobReference", job.get("jobReference"));
    ArrayNode fields = page.putObject("schema").putArray("fields");
    rows.stream()
        .limit(1)
        .flatMap(row -> row.keySet().stream())
        .forEach(name -> fields.addObject().put("name", name).put("type", "STRING"));
    for (Map<String, String> row : rows.subList(from, until)) {
      ArrayNode cells = page.withArray("rows").addObject().putArray("f");
      row.values().forEach(value -> cells.addObject().put("v", value));
    }
    if (until < rows.size()) {
      page.put("pageToken", String.valueOf(until));
    }
    return Answer.of(page);
  }

  private static boolean isIn(ObjectNode job, String location) {
    return job.path("jobReference")
        .path("location")
        .asText("US")
        .equals(location == null ? "US" : location);
  }
}
