// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * As much of BigQuery as the sink needs, on this machine: datasets with a location, tables with
 * etags, load and query jobs that are really run, by DuckDB. It records its calls.
 */
public final class FakeBigQuery implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /** What to do with a call instead of serving it, or after. */
  public enum Fault {
    /** Serve it. */
    NONE,
    /** Answer 503. */
    UNAVAILABLE,
    /** Serve it, and close the connection without an answer. */
    LOSE_ANSWER,
    /** Answer 403. */
    FORBIDDEN,
    /** Answer 403 as to too many requests. */
    RATE_LIMITED,
    /** Answer 404, although it is there. */
    NOT_FOUND,
    /** Take the job, which then fails for a reason that may pass. */
    FAIL_PASSING("backendError", "it was staged so"),
    /** Take the job, during which another statement changes the table. */
    FAIL_CONCURRENT(
        "invalidQuery",
        "Could not serialize access to table proj:ds.channel_daily due to concurrent update"),
    /** Take the job, which too many statements on the table are ahead of. */
    FAIL_QUEUED(
        "resourcesExceeded",
        "Resources exceeded during query execution: Too many DML statements outstanding against"
            + " table proj:ds.channel_daily, limit is 20."),
    /** Take the job, which then fails inside BigQuery. */
    FAIL_INTERNAL("jobInternalError", "The job encountered an internal error during execution."),
    /** Take the job, which then fails inside BigQuery. */
    FAIL_BACKEND("jobBackendError", "Retrying the job may solve the problem."),
    /** Take the job, which does not reach the table. */
    FAIL_TABLE("tableUnavailable", "Table is temporarily unavailable."),
    /** Take the job, which another client cancels. */
    FAIL_CANCELLED("stopped", "Job execution was cancelled: User requested cancellation"),
    /** Take the job, which then fails for good. */
    FAIL("invalidQuery", "it was staged so"),
    /** Take the load job, which then fails as its files lie elsewhere than the dataset. */
    OTHER_LOCATION(
        "invalid", "Cannot read and write in different locations: source: US, destination: EU");

    /** Why the job fails; null if it does not. */
    final @Nullable String reason;

    final @Nullable String message;

    Fault() {
      this(null, null);
    }

    Fault(@Nullable String reason, @Nullable String message) {
      this.reason = reason;
      this.message = message;
    }
  }

  /** A status and a body, which may be null. */
  record Answer(int status, JsonNode body) {
    static Answer of(JsonNode body) {
      return new Answer(200, body);
    }

    static Answer error(int status, String reason, String message) {
      ObjectNode body = JSON.createObjectNode();
      ObjectNode error = body.putObject("error").put("code", status).put("message", message);
      error.putArray("errors").addObject().put("reason", reason).put("message", message);
      return new Answer(status, body);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Warehouse warehouse = new Warehouse();
  private final Map<String, String> locations = new HashMap<>();
  private final Map<String, String> properties = new ConcurrentHashMap<>();
  private final FakeTables tables = new FakeTables(warehouse, properties);
  private final FakeJobs jobs = new FakeJobs(warehouse, tables, locations);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile Function<String, Fault> faults = call -> Fault.NONE;

  /** A server with one dataset. */
  public FakeBigQuery(String dataset, String location) throws IOException, SQLException {
    warehouse.createDataset(dataset);
    locations.put(dataset, location);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The value of {@code --bigQueryEndpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Decides on each call; it is told method, path and, where one is sent, the job's id. */
  public void faults(Function<String, Fault> decision) {
    faults = decision;
  }

  /** Sets a property of all datasets, such as {@code defaultTableExpirationMs}. */
  public void property(String name, String value) {
    properties.put(name, value);
  }

  /** Method, path and job id of each call so far. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** The bodies of all calls so far. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** All that load jobs have read so far, file by file. */
  public List<String> loaded() {
    return jobs.loaded();
  }

  /** How many rows the last statement whose job's id has these parts inserted, updated, deleted. */
  public List<Long> changed(String... partsOfJobId) {
    ChangedRows counts = jobs.counts(partsOfJobId);
    return List.of(counts.inserted(), counts.updated(), counts.deleted());
  }

  /** The statements that were executed so far, in their order. */
  public List<String> statements() {
    return jobs.statements();
  }

  /** The rows of a query in GoogleSQL. */
  public List<Map<String, String>> query(String sql) {
    return warehouse.query(sql);
  }

  /** The rows of a query in GoogleSQL, each cell as JDBC has it. */
  public List<Map<String, Object>> rows(String sql) {
    return warehouse.objects(sql);
  }

  /** Changes rows behind everybody's back. */
  public void change(String sql) {
    ChangedRows unused = warehouse.change(sql);
  }

  /** Appends the rows of a file as a load job would. */
  public void load(String dataset, String table, Path file) {
    tables.load(dataset, table, List.of(file.toString()), false);
  }

  /** The names of all tables and views. */
  public List<String> tables() {
    return tables.names();
  }

  /** A table resource of the REST API. */
  public JsonNode table(String dataset, String name) {
    return tables.get(dataset, name, Map.of()).body();
  }

  /** Creates a table like another writer. */
  public void create(String dataset, String json) {
    try {
      tables.insert(dataset, (ObjectNode) JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes a table like another writer. */
  public void patch(String dataset, String name, String json) {
    try {
      tables.patch(dataset, name, (ObjectNode) JSON.readTree(json), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = body(exchange);
      String path =
          exchange
              .getRequestURI()
              .getPath()
              .replaceFirst("^/bigquery/v2/projects/[^/]+/", "")
              .replaceFirst("^datasets/", "");
      String jobId = body.path("jobReference").path("jobId").asText("");
      String call = method(exchange) + " " + path + (jobId.isEmpty() ? "" : " " + jobId);
      calls.add(call);
      Fault fault = faults.apply(call);
      Answer answer =
          switch (fault) {
            case UNAVAILABLE -> Answer.error(503, "backendError", "try again");
            case FORBIDDEN -> Answer.error(403, "accessDenied", "Access Denied: " + path);
            case RATE_LIMITED ->
                Answer.error(403, "rateLimitExceeded", "Exceeded rate limits: " + path);
            case NOT_FOUND -> Answer.error(404, "notFound", "Not found: " + path);
            default -> serve(exchange, path, body, fault);
          };
      if (fault != Fault.LOSE_ANSWER) {
        send(exchange, answer);
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }

  /** The JDK's own client knows no PATCH, so Google's says it in a header. */
  private static String method(HttpExchange exchange) {
    String said = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
    return said == null ? exchange.getRequestMethod() : said;
  }

  private JsonNode body(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] bytes = (packed ? new GZIPInputStream(in) : in).readAllBytes();
    if (bytes.length == 0) {
      return JSON.createObjectNode();
    }
    bodies.add(new String(bytes, StandardCharsets.UTF_8));
    return JSON.readTree(bytes);
  }

  private synchronized Answer serve(
      HttpExchange exchange, String path, JsonNode body, Fault fault) {
    String method = method(exchange);
    Map<String, String> query = query(exchange);
    String[] parts = path.split("/");
    if (parts[0].equals("jobs")) {
      return method.equals("POST")
          ? jobs.insert((ObjectNode) body, fault)
          : jobs.get(parts[1], query.get("location"));
    }
    if (parts[0].equals("queries")) {
      return jobs.results(parts[1], query.get("location"), query.get("pageToken"));
    }
    String location = locations.get(parts[0]);
    if (location == null) {
      return Answer.error(404, "notFound", "Not found: Dataset proj:" + parts[0]);
    }
    if (parts.length == 1) {
      ObjectNode dataset = JSON.createObjectNode().put("location", location);
      properties.forEach(dataset::put);
      dataset.putObject("datasetReference").put("datasetId", parts[0]).put("projectId", "proj");
      return Answer.of(dataset);
    }
    if (parts.length == 2) {
      return method.equals("POST")
          ? tables.insert(parts[0], (ObjectNode) body)
          : tables.list(parts[0], query.get("pageToken"));
    }
    String etag = exchange.getRequestHeaders().getFirst("If-Match");
    return switch (method) {
      case "GET" -> tables.get(parts[0], parts[2], query);
      case "DELETE" -> tables.delete(parts[0], parts[2]);
      default -> tables.patch(parts[0], parts[2], (ObjectNode) body, etag);
    };
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> values = new HashMap<>();
    String query = exchange.getRequestURI().getQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      values.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return values;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body() == null ? new byte[0] : JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() throws SQLException {
    server.stop(0);
    threads.shutdownNow();
    warehouse.close();
  }
}
