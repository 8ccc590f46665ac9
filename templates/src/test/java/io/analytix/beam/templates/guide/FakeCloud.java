// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.guide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Secret Manager and Cloud Scheduler over HTTP as {@code gcloud} needs for the guide's
 * commands: secrets with their versions, and scheduled jobs that can be run now.
 */
final class FakeCloud implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SECRET =
      Pattern.compile("/v1/(projects/[^/]+/secrets/([^/:]+)):addVersion");
  private static final Pattern SECRETS = Pattern.compile("/v1/(projects/[^/]+/secrets)");
  private static final Pattern RUN =
      Pattern.compile("/v1/(projects/[^/]+/locations/[^/]+/jobs/([^/:]+)):run");

  private final HttpServer server;
  private final Map<String, List<String>> secrets = new TreeMap<>();
  private final List<String> ran = new ArrayList<>();

  FakeCloud() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A secret that is there already, without a version. */
  synchronized FakeCloud secret(String name) {
    secrets.put(name, new ArrayList<>());
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** What is in each secret, oldest version first. */
  synchronized Map<String, List<String>> secrets() {
    return new TreeMap<>(secrets);
  }

  /** Scheduled jobs that were run by hand. */
  synchronized List<String> ran() {
    return List.copyOf(ran);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = SECRET.matcher(path);
    Matcher all = SECRETS.matcher(path);
    Matcher run = RUN.matcher(path);
    if (version.matches() && secrets.containsKey(version.group(2))) {
      addVersion(exchange, version.group(1), version.group(2), JSON.readTree(body));
    } else if (all.matches() && exchange.getRequestMethod().equals("POST")) {
      String id = exchange.getRequestURI().getQuery().replaceFirst(".*secretId=([^&]+).*", "$1");
      secret(id);
      send(exchange, 200, Map.of("name", all.group(1) + "/" + id));
    } else if (all.matches()) {
      send(exchange, 200, Map.of("secrets", list(all.group(1))));
    } else if (run.matches()) {
      ran.add(run.group(2));
      send(exchange, 200, Map.of("name", run.group(1)));
    } else {
      Map<String, Object> error = Map.of("code", 404, "message", path, "status", "NOT_FOUND");
      send(exchange, 404, Map.of("error", error));
    }
  }

  private void addVersion(HttpExchange exchange, String name, String id, JsonNode body)
      throws IOException {
    byte[] data = Base64.getDecoder().decode(body.at("/payload/data").asText());
    secrets.get(id).add(new String(data, StandardCharsets.UTF_8));
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("name", name + "/versions/" + secrets.get(id).size());
    version.put("state", "ENABLED");
    version.put("clientSpecifiedPayloadChecksum", true);
    send(exchange, 200, version);
  }

  private List<Map<String, Object>> list(String parent) {
    return secrets.keySet().stream()
        .map(
            id ->
                Map.<String, Object>of(
                    "name", parent + "/" + id, "createTime", "2026-01-01T00:00:00Z"))
        .toList();
  }

  private static void send(HttpExchange exchange, int code, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
