// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A small working Cloud Storage on this machine, with one bucket: the JSON API's objects, with
 * generations, preconditions, pages, and failures on demand. It remembers what it was asked.
 */
public final class FakeCloudStorage implements AutoCloseable {
  public static final String BUCKET = "lake-of-tests";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 3;

  /** The header, among the parameters. */
  private static final String RANGE = "(range)";

  static {
    // Without it each answer takes 40 ms more.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SortedMap<String, StoredObject> objects = new TreeMap<>();
  private final Map<String, String> sessions = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Deque<Failure> failures = new ArrayDeque<>();
  private long generation = 1_700_000_000_000_000L;
  private @Nullable String keeping;
  private @Nullable String bucket;

  private FakeCloudStorage(HttpServer server) {
    this.server = server;
  }

  public static FakeCloudStorage start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeCloudStorage storage = new FakeCloudStorage(server);
    server.createContext("/", storage::answer);
    server.setExecutor(storage.threads);
    server.start();
    return storage;
  }

  /** What happens to a call instead of what it asks for, or besides. */
  public enum Fault {
    /** 503, and nothing is done. */
    UNAVAILABLE,
    /** It is done, and 503 is answered. */
    DONE_BUT_UNAVAILABLE,
    /** It is done, and the connection closes without an answer. */
    ANSWER_LOST,
    /** An object's content breaks off half way. */
    BODY_BROKEN,
    /** The request succeeds, then another client replaces the object. */
    CHANGED_AFTER,
    /** 403. */
    FORBIDDEN,
    /** 403 with a page of a proxy. */
    FORBIDDEN_BY_PROXY
  }

  /** An object's content and version. */
  public record StoredObject(String content, long generation, Instant updated, String type) {
    byte[] bytes() {
      return content.getBytes(ISO_8859_1);
    }
  }

  private record Failure(String method, String nameEnd, Fault fault) {}

  /** An answer, its body as bytes in Latin 1. */
  private record Answer(int status, String type, String body, Map<String, String> headers) {
    static Answer json(int status, JsonNode json) {
      return new Answer(
          status,
          "application/json",
          new String(json.toString().getBytes(UTF_8), ISO_8859_1),
          Map.of());
    }

    static Answer error(int status, String message) {
      return error(status, "unknown", message);
    }

    static Answer error(int status, String reason, String message) {
      ObjectNode json = JSON.createObjectNode();
      ObjectNode error = json.putObject("error").put("code", status).put("message", message);
      error.withArray("errors").addObject().put("reason", reason).put("message", message);
      return json(status, json);
    }
  }

  /** For {@code --gcsEndpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/storage/v1/";
  }

  /** The next call of a method to an object whose name ends so fails. */
  public synchronized void fail(String method, String nameEnd, Fault fault) {
    failures.add(new Failure(method, nameEnd, fault));
  }

  /**
   * Objects can be neither replaced nor deleted.
   *
   * @param reason of the refusals; null for none
   */
  public synchronized void keepObjects(@Nullable String reason) {
    keeping = reason;
  }

  /** What {@code buckets.get} answers; by default it is denied, as to most roles. */
  public synchronized void bucket(String json) {
    bucket = json;
  }

  /** All objects by their names. */
  public synchronized SortedMap<String, StoredObject> objects() {
    return new TreeMap<>(objects);
  }

  /** Puts an object, as another client does. */
  public synchronized void put(String name, byte[] content) {
    store(name, content, "application/octet-stream");
  }

  public synchronized void remove(String name) {
    objects.remove(name);
  }

  /** Method and object of every call so far. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  public synchronized void forgetAsked() {
    asked.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        body = new GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
      }
      Call call = call(exchange, new String(body, ISO_8859_1));
      Fault fault = record(call);
      if (fault == Fault.UNAVAILABLE) {
        send(exchange, Answer.error(503, "try again"), 1);
        return;
      }
      if (fault == Fault.FORBIDDEN) {
        send(exchange, Answer.error(403, "no permission storage.objects.get"), 1);
        return;
      }
      if (fault == Fault.FORBIDDEN_BY_PROXY) {
        send(exchange, new Answer(403, "text/html", "<html>\n<p>No.\n</html>", Map.of()), 1);
        return;
      }
      Answer answer;
      try {
        answer = act(call);
      } catch (RuntimeException e) {
        // Not to be tried again, as a connection without an answer would be.
        answer = Answer.error(400, "fake: " + e);
      }
      if (fault == Fault.CHANGED_AFTER) {
        put(call.name(), "theirs".getBytes(UTF_8));
      }
      if (fault == Fault.DONE_BUT_UNAVAILABLE) {
        send(exchange, Answer.error(503, "try again"), 1);
      } else if (fault != Fault.ANSWER_LOST) {
        send(exchange, answer, fault == Fault.BODY_BROKEN ? 2 : 1);
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer, int part) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(ISO_8859_1);
    if (body.length == 0) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body, 0, body.length / part);
    exchange.getResponseBody().flush();
  }

  /** A call as the API names it, its body as bytes in Latin 1. */
  private record Call(
      String method, String name, Map<String, String> query, String body, String contentType) {
    boolean media() {
      return "media".equals(query.get("alt"));
    }
  }

  private Call call(HttpExchange exchange, String body) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      query.put(RANGE, range);
    }
    String path = exchange.getRequestURI().getRawPath();
    int at = path.indexOf("/b/" + BUCKET + "/o");
    String name =
        path.endsWith("/b/" + BUCKET)
            ? BUCKET
            : at < 0 ? "?" : path.substring(at + 5 + BUCKET.length());
    return new Call(
        exchange.getRequestMethod(),
        URLDecoder.decode(name.replaceFirst("^/", ""), UTF_8),
        query,
        body,
        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
  }

  private synchronized Fault record(Call call) {
    String name = named(call);
    asked.add(call.method() + " " + name);
    Failure next = failures.peek();
    if (next != null
        && next.method().equals(call.method())
        && name.endsWith(next.nameEnd())
        && (next.fault() != Fault.BODY_BROKEN || call.media())) {
      return failures.remove().fault();
    }
    return null;
  }

  private static String named(Call call) {
    if (!call.method().equals("POST")) {
      return call.name();
    }
    return call.body().replaceFirst("(?s).*?\"name\": *\"([^\"]*)\".*", "$1");
  }

  private synchronized Answer act(Call call) throws IOException {
    if (call.name().equals(BUCKET)) {
      return bucket == null
          ? Answer.error(403, "forbidden", "no permission storage.buckets.get")
          : Answer.json(200, JSON.readTree(bucket));
    }
    if (call.name().equals("?")) {
      return Answer.error(404, "The specified bucket does not exist.");
    }
    return switch (call.method()) {
      case "GET" -> call.name().isEmpty() ? list(call.query()) : get(call);
      case "POST" -> post(call);
      case "PUT" -> put(call);
      case "DELETE" -> delete(call);
      default -> Answer.error(405, "what?");
    };
  }

  private Answer get(Call call) {
    StoredObject object = objects.get(call.name());
    // The bucket keeps no versions.
    if (object == null || !meets(call.name(), call.query().get("generation"))) {
      return Answer.error(404, "No such object: " + call.name());
    }
    return call.media()
        ? media(object, call.query().get(RANGE))
        : Answer.json(200, metadata(call.name(), object));
  }

  private static Answer media(StoredObject object, @Nullable String range) {
    if (range == null) {
      return new Answer(200, object.type(), object.content(), Map.of());
    }
    String[] ends = range.substring("bytes=".length()).split("-", 2);
    int size = object.content().length();
    int first = Integer.parseInt(ends[0]);
    int last = ends[1].isEmpty() ? size - 1 : Math.min(size - 1, Integer.parseInt(ends[1]));
    return first > last
        ? Answer.error(416, "the range is not satisfiable")
        : new Answer(
            206,
            object.type(),
            object.content().substring(first, last + 1),
            Map.of("Content-Range", "bytes %d-%d/%d".formatted(first, last, size)));
  }

  private Answer list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    Optional<String> delimiter = Optional.ofNullable(query.get("delimiter"));
    SortedSet<String> entries = new TreeSet<>();
    SortedSet<String> prefixes = new TreeSet<>();
    for (String name : objects.keySet()) {
      if (name.startsWith(prefix)) {
        int end = delimiter.map(d -> name.indexOf(d, prefix.length())).orElse(-1);
        String entry = end < 0 ? name : name.substring(0, end + 1);
        entries.add(entry);
        if (end >= 0) {
          prefixes.add(entry);
        }
      }
    }
    ObjectNode page = JSON.createObjectNode();
    int shown = 0;
    String last = "";
    for (String entry : entries.tailSet(query.getOrDefault("pageToken", "") + "\0")) {
      if (shown == PAGE) {
        page.put("nextPageToken", last);
        break;
      }
      if (prefixes.contains(entry)) {
        page.withArray("prefixes").add(entry);
      } else {
        page.withArray("items").add(metadata(entry, objects.get(entry)));
      }
      last = entry;
      shown++;
    }
    return Answer.json(200, page);
  }

  private Answer post(Call call) throws IOException {
    if ("resumable".equals(call.query().get("uploadType"))) {
      String session = "session-" + sessions.size();
      sessions.put(session, call.body());
      return new Answer(
          200,
          "text/plain",
          "",
          Map.of(
              "Location",
              endpoint() + "b/" + BUCKET + "/o?upload_id=" + session + precondition(call)));
    }
    String text = call.body();
    String boundary = "--" + call.contentType().replaceFirst(".*boundary=\"?([^\";]*).*", "$1");
    String[] parts = text.split(java.util.regex.Pattern.quote(boundary), -1);
    JsonNode metadata = JSON.readTree(content(parts[1]));
    if (!metadata.path("crc32c").asText().equals(crc32c(content(parts[2])))) {
      return Answer.error(400, "Provided CRC32C does not match calculated CRC32C");
    }
    return insert(
        metadata,
        content(parts[2]).getBytes(ISO_8859_1),
        parts[2].replaceFirst("(?is).*?content-type: ([^\r\n]*).*", "$1"),
        call.query().get("ifGenerationMatch"));
  }

  private static String precondition(Call call) {
    String match = call.query().get("ifGenerationMatch");
    return match == null ? "" : "&ifGenerationMatch=" + match;
  }

  private static String content(String part) {
    return part.substring(part.indexOf("\r\n\r\n") + 4, part.lastIndexOf("\r\n"));
  }

  private Answer put(Call call) throws IOException {
    return insert(
        JSON.readTree(sessions.get(call.query().get("upload_id"))),
        call.body().getBytes(ISO_8859_1),
        call.contentType(),
        call.query().get("ifGenerationMatch"));
  }

  private Answer insert(JsonNode metadata, byte[] content, String type, String match) {
    String name = metadata.path("name").asText();
    if (!meets(name, match)) {
      return Answer.error(412, "At least one of the pre-conditions you specified did not hold.");
    }
    if (keeping != null && objects.containsKey(name)) {
      return kept(name);
    }
    store(name, content, type);
    return Answer.json(200, metadata(name, objects.get(name)));
  }

  private Answer delete(Call call) {
    if (!objects.containsKey(call.name())) {
      return Answer.error(404, "No such object: " + call.name());
    }
    if (!meets(call.name(), call.query().get("ifGenerationMatch"))) {
      return Answer.error(412, "At least one of the pre-conditions you specified did not hold.");
    }
    if (keeping != null) {
      return kept(call.name());
    }
    objects.remove(call.name());
    return new Answer(204, "application/json", "", Map.of());
  }

  private Answer kept(String name) {
    return Answer.error(
        403, String.valueOf(keeping), "Object '" + BUCKET + "/" + name + "' cannot be overwritten");
  }

  private boolean meets(String name, String match) {
    long now = objects.containsKey(name) ? objects.get(name).generation() : 0;
    return match == null || Long.parseLong(match) == now;
  }

  private void store(String name, byte[] content, String type) {
    generation++;
    objects.put(
        name,
        new StoredObject(
            new String(content, ISO_8859_1),
            generation,
            Instant.ofEpochMilli(generation / 1000),
            type));
  }

  private static ObjectNode metadata(String name, StoredObject object) {
    return JSON.createObjectNode()
        .put("kind", "storage#object")
        .put("name", name)
        .put("bucket", BUCKET)
        .put("generation", String.valueOf(object.generation()))
        .put("contentType", object.type())
        .put("size", String.valueOf(object.bytes().length))
        .put("updated", object.updated().toString());
  }

  /** Required of who sends an object at once: else nothing shows that it arrived whole. */
  private static String crc32c(String content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content.getBytes(ISO_8859_1));
    byte[] bytes = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
