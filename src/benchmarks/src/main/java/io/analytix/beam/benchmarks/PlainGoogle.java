// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server with a fixed latency, a strict sliding minute, request counts and optional faults.
 * It runs in a process of its own, so that it only shares the processors with the measured run.
 *
 * <p>Its arguments are the latency in milliseconds and the quota per minute, 0 for none, and, for
 * the Reporting API, a compressed file and its day. It prints its port, and exits when its standard
 * input ends.
 */
final class PlainGoogle {
  private final ScheduledExecutorService answering = Executors.newScheduledThreadPool(4);
  private final long latency;
  private final RequestCounts counts;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private volatile FaultInjector injector = FaultInjector.none();
  private volatile Revisions revisions = Revisions.NONE;

  private PlainGoogle(long latency, int perMinute) {
    this.latency = latency;
    this.counts = new RequestCounts(perMinute);
  }

  public static void main(String[] arguments) throws IOException {
    // Read once by the server's classes: no delay of small packets, and connections stay open.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "5000");
    PlainGoogle google =
        new PlainGoogle(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.createContext("/", google::answer);
    if (arguments.length > 2) {
      PlainBulk bulk = new PlainBulk(Path.of(arguments[2]), LocalDate.parse(arguments[3]));
      server.createContext("/v1/", bulk::answer);
    }
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    PrintStream out = System.out;
    out.println(server.getAddress().getPort());
    out.flush();
    byte[] unused = System.in.readAllBytes();
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (exchange.getRequestURI().getPath()) {
      case "/counts" -> send(exchange, 200, counts.json());
      case "/faults" -> {
        injector = FaultInjector.of(form(body));
        send(exchange, 200, "{}");
      }
      case "/revisions" -> {
        revisions = Revisions.of(form(body));
        send(exchange, 200, "{}");
      }
      case "/token" -> {
        counts.token(arrived);
        later(exchange, 200, token(form(body), arrived));
      }
      case "/v2/reports" -> report(exchange, arrived);
      case "/youtube/v3/channels" -> later(exchange, 200, uploads(exchange));
      case "/youtube/v3/playlistItems" -> later(exchange, 200, "{\"items\":[]}");
      default -> later(exchange, 404, "{}");
    }
  }

  private String token(Map<String, String> form, long issued) {
    return "{\"access_token\":\"%d-of-%s\",\"expires_in\":%d,\"token_type\":\"Bearer\"}"
        .formatted(issued, form.get("refresh_token"), injector.tokenMillis / 1000);
  }

  /** Returns the token's channel, with an empty list of uploads. */
  private static String uploads(HttpExchange exchange) {
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String channel = bearer.substring(bearer.indexOf("-of-") + "-of-".length());
    return ("{\"items\":[{\"id\":\"%s\",\"contentDetails\":{\"relatedPlaylists\":"
            + "{\"uploads\":\"uploads-of-%s\"}}}]}")
        .formatted(channel, channel);
  }

  private void report(HttpExchange exchange, long arrived) {
    String query = exchange.getRequestURI().getRawQuery();
    if (!counts.report(query, arrived)) {
      later(exchange, 429, error(429, "rateLimitExceeded"));
      return;
    }
    Map<String, String> parameters = form(query);
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String channel = parameters.getOrDefault("ids", "").replace("channel==", "");
    if (!bearer.endsWith("-of-" + channel) && !channel.equals("MINE")) {
      later(exchange, 403, error(403, "forbidden"));
      return;
    }
    long issued = Long.parseLong(bearer.substring("Bearer ".length(), bearer.indexOf("-of-")));
    ServerFault now = injector.next(query);
    boolean old = arrived - issued > TimeUnit.MILLISECONDS.toNanos(injector.tokenMillis);
    if (old || ended.contains(bearer)) {
      now = ServerFault.UNAUTHORIZED_401;
    } else if (now == ServerFault.EXPIRED_401) {
      ended.add(bearer);
    }
    String correct = new PlainTable(parameters, injector.generation, revisions).json();
    if (now == null) {
      later(exchange, 200, correct);
    } else {
      counts.fault();
      inject(now, exchange, correct);
    }
  }

  private void inject(ServerFault now, HttpExchange exchange, String correct) {
    switch (now) {
      case RATE -> later(exchange, 429, error(429, "rateLimitExceeded"));
      case RATE_RETRY_AFTER -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        later(exchange, 429, error(429, "rateLimitExceeded"));
      }
      case RATE_403 -> later(exchange, 403, error(403, "rateLimitExceeded"));
      case USER_RATE_403 -> later(exchange, 403, error(403, "userRateLimitExceeded"));
      case ERROR_500, STUBBORN_500 -> later(exchange, 500, error(500, "backendError"));
      case HTML_502 -> later(exchange, 502, "<html><title>502</title></html>");
      case UNAVAILABLE_503 -> later(exchange, 503, error(503, "backendError"));
      case CLOSED -> {
        counts.lost();
        exchange.close();
      }
      case SILENCE -> counts.lost();
      case CUT_BODY -> cut(exchange, correct);
      case HALF_JSON -> later(exchange, 200, correct.substring(0, correct.length() / 2));
      case ERRORS_IN_200 -> later(exchange, 200, "{\"errors\":{\"code\":\"INTERNAL\"}}");
      case UNAUTHORIZED_401, EXPIRED_401 -> later(exchange, 401, error(401, "authError"));
      case SLOW -> {
        var unused = answering.schedule(() -> send(exchange, 200, correct), 3, TimeUnit.SECONDS);
      }
    }
  }

  private static String error(int code, String reason) {
    return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[{\"reason\":\"%s\"}]}}"
        .formatted(code, reason, reason);
  }

  private void cut(HttpExchange exchange, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    counts.lost();
    try (exchange) {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      // The client has disconnected.
    }
  }

  private void later(HttpExchange exchange, int status, String body) {
    var unused =
        answering.schedule(() -> send(exchange, status, body), latency, TimeUnit.MILLISECONDS);
  }

  private void send(HttpExchange exchange, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(status, bytes.length);
      out.write(bytes);
      counts.answered();
    } catch (IOException e) {
      counts.lost();
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }
}
