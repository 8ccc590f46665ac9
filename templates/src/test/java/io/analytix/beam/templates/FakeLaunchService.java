// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.services.dataflow.model.ContainerSpec;
import com.google.api.services.dataflow.model.LaunchFlexTemplateParameter;
import com.google.api.services.dataflow.model.LaunchFlexTemplateRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dataflow's launching on loopback: it has specs by their paths, checks a launch against the spec's
 * form, refuses a second job of a name while the first is active, and remembers what it started.
 */
public final class FakeLaunchService implements AutoCloseable {
  private static final Pattern LAUNCH =
      Pattern.compile("/v1b3/projects/([^/]+)/locations/([^/]+)/flexTemplates:launch");
  private static final Pattern JOBS =
      Pattern.compile("/v1b3/projects/[^/]+/(locations/[^/]+/)?jobs(:aggregated)?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, ContainerSpec> specs = new ConcurrentHashMap<>();
  private final Set<String> active = new HashSet<>();
  private final List<LaunchFlexTemplateParameter> started = new ArrayList<>();

  public FakeLaunchService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public FakeLaunchService spec(String path, ContainerSpec spec) {
    specs.put(path, spec);
    return this;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Posts a launch as the scheduler does. */
  public HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    address()
                        .resolve("/v1b3/projects/p/locations/europe-west1/flexTemplates:launch"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** What has been started, in its order. */
  public synchronized List<LaunchFlexTemplateParameter> started() {
    return List.copyOf(started);
  }

  /** Ends the job of that name. */
  public synchronized void end(String jobName) {
    active.remove(jobName);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher launch = LAUNCH.matcher(exchange.getRequestURI().getPath());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (JOBS.matcher(exchange.getRequestURI().getPath()).matches()
        && exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, Map.of("jobs", jobs()));
    } else if (!launch.matches() || !exchange.getRequestMethod().equals("POST")) {
      send(exchange, 404, error(404, "NOT_FOUND", "no such method", List.of()));
    } else if (!"application/json"
        .equals(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")))) {
      send(exchange, 400, error(400, "INVALID_ARGUMENT", "Content-Type is not JSON", List.of()));
    } else {
      launch(exchange, launch.group(1), launch.group(2), body);
    }
  }

  private synchronized void launch(
      HttpExchange exchange, String project, String location, String body) throws IOException {
    LaunchFlexTemplateRequest request;
    try {
      request = Specs.read(body, LaunchFlexTemplateRequest.class);
    } catch (IllegalArgumentException | IOException e) {
      send(exchange, 400, error(400, "INVALID_ARGUMENT", e.getMessage(), List.of()));
      return;
    }
    LaunchFlexTemplateParameter launch = request.getLaunchParameter();
    ContainerSpec spec = specs.get(launch.getContainerSpecGcsPath());
    if (spec == null) {
      send(
          exchange, 400, error(400, "INVALID_ARGUMENT", "Unable to open template file", List.of()));
      return;
    }
    List<LaunchRules.Violation> violations =
        LaunchRules.violations(spec.getMetadata(), launch.getParameters());
    if (!violations.isEmpty()) {
      send(
          exchange,
          400,
          error(400, "INVALID_ARGUMENT", "The template parameters are invalid.", violations));
    } else if (!active.add(launch.getJobName())) {
      String message = "There is already an active job named " + launch.getJobName();
      send(exchange, 409, error(409, "ALREADY_EXISTS", message, List.of()));
    } else {
      started.add(launch);
      Map<String, Object> job = new HashMap<>();
      job.put("id", "2026-01-01_00_00_00-" + started.size());
      job.put("projectId", project);
      job.put("name", launch.getJobName());
      job.put("location", location);
      send(exchange, 200, Map.of("job", job));
    }
  }

  private synchronized List<Map<String, String>> jobs() {
    List<Map<String, String>> jobs = new ArrayList<>();
    for (LaunchFlexTemplateParameter launch : started) {
      jobs.add(
          Map.of(
              "id", "2026-01-01_00_00_00-" + (jobs.size() + 1),
              "name", launch.getJobName(),
              "type", "JOB_TYPE_BATCH",
              "currentState", "JOB_STATE_RUNNING",
              "createTime", "2026-01-01T00:00:00Z"));
    }
    return jobs;
  }

  private static Map<String, Object> error(
      int code, String status, String message, List<LaunchRules.Violation> violations) {
    Map<String, Object> details =
        Map.of(
            "@type",
            "type.googleapis.com/google.dataflow.v1beta3.InvalidTemplateParameters",
            "parameterViolations",
            violations);
    return Map.of(
        "error",
        Map.of(
            "code",
            code,
            "status",
            status,
            "message",
            message,
            "details",
            violations.isEmpty() ? List.of() : List.of(details)));
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
