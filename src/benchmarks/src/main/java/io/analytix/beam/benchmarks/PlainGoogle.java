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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Google that only keeps time: one latency for all answers, one strict sliding minute, and a
 * tally of what arrived when; and that makes trouble when it is told to. It runs in a process of
 * its own, so that it takes nothing from who is measured but its share of the processors.
 *
 * <p>Started with its latency in milliseconds and its quota of a minute, 0 for none; prints its
 * port, and ends when its standard input does.
 */
final class PlainGoogle {
  private final ScheduledExecutorService answering = Executors.newScheduledThreadPool(4);
  private final long latency;
  private final RequestCounts tally;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private volatile FaultInjector trouble = FaultInjector.none();

  private PlainGoogle(long latency, int perMinute) {
    this.latency = latency;
    this.tally = new RequestCounts(perMinute);
  }

  public static void main(String[] arguments) throws IOException {
    // Both are read once, by the server's classes: answers leave at once, connections stay open.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "5000");
    PlainGoogle google =
        new PlainGoogle(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.createContext("/", google::answer);
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
      case "/tally" -> send(exchange, 200, tally.json());
      case "/trouble" -> {
        trouble = FaultInjector.of(form(body));
        send(exchange, 200, "{}");
      }
      case "/token" -> {
        tally.token(arrived);
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
        .formatted(issued, form.get("refresh_token"), trouble.tokenMillis / 1000);
  }

  /** The channel that the token is of, and a list of its uploads, of which there are none. */
  private static String uploads(HttpExchange exchange) {
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String channel = bearer.substring(bearer.indexOf("-of-") + "-of-".length());
    return ("{\"items\":[{\"id\":\"%s\",\"contentDetails\":{\"relatedPlaylists\":"
            + "{\"uploads\":\"uploads-of-%s\"}}}]}")
        .formatted(channel, channel);
  }

  private void report(HttpExchange exchange, long arrived) {
    String query = exchange.getRequestURI().getRawQuery();
    if (!tally.report(query, arrived)) {
      later(exchange, 429, error(429, "rateLimitExceeded"));
      return;
    }
    Map<String, String> asked = form(query);
    String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String channel = asked.getOrDefault("ids", "").replace("channel==", "");
    if (!bearer.endsWith("-of-" + channel)) {
      later(exchange, 403, error(403, "forbidden"));
      return;
    }
    long issued = Long.parseLong(bearer.substring("Bearer ".length(), bearer.indexOf("-of-")));
    Trouble now = trouble.draw(query);
    boolean old = arrived - issued > TimeUnit.MILLISECONDS.toNanos(trouble.tokenMillis);
    if (old || ended.contains(bearer)) {
      now = Trouble.UNAUTHORIZED_401;
    } else if (now == Trouble.EXPIRED_401) {
      ended.add(bearer);
    }
    String proper = new PlainTable(asked, trouble.generation).json();
    if (now == null) {
      later(exchange, 200, proper);
    } else {
      tally.trouble();
      make(now, exchange, proper);
    }
  }

  private void make(Trouble now, HttpExchange exchange, String proper) {
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
        tally.lost();
        exchange.close();
      }
      case SILENCE -> tally.lost();
      case CUT_BODY -> cut(exchange, proper);
      case HALF_JSON -> later(exchange, 200, proper.substring(0, proper.length() / 2));
      case ERRORS_IN_200 -> later(exchange, 200, "{\"errors\":{\"code\":\"INTERNAL\"}}");
      case UNAUTHORIZED_401, EXPIRED_401 -> later(exchange, 401, error(401, "authError"));
      case SLOW -> {
        var unused = answering.schedule(() -> send(exchange, 200, proper), 3, TimeUnit.SECONDS);
      }
    }
  }

  private static String error(int code, String reason) {
    return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[{\"reason\":\"%s\"}]}}"
        .formatted(code, reason, reason);
  }

  private void cut(HttpExchange exchange, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    tally.lost();
    try (exchange) {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      // Nobody is there any more: cut all the same.
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
      tally.answered();
    } catch (IOException e) {
      tally.lost();
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
