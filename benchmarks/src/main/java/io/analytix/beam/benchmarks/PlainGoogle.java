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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Google that only keeps time: one latency for all answers, one strict sliding minute, and a
 * tally of what arrived when. It runs in a process of its own, so that it takes nothing from who is
 * measured but its share of the processors.
 *
 * <p>Started with its latency in milliseconds and its quota of a minute, 0 for none; prints its
 * port, and ends when its standard input does.
 */
final class PlainGoogle {
  private final ScheduledExecutorService answering = Executors.newScheduledThreadPool(4);
  private final long latency;
  private final Tally tally;

  private PlainGoogle(long latency, int perMinute) {
    this.latency = latency;
    this.tally = new Tally(perMinute);
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
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/tally" -> send(exchange, 200, tally.json());
      case "/token" -> {
        tally.token(arrived);
        later(exchange, 200, token(form(new String(body, StandardCharsets.UTF_8))));
      }
      case "/v2/reports" -> report(exchange, arrived);
      default -> later(exchange, 404, "{}");
    }
  }

  private static String token(Map<String, String> form) {
    return "{\"access_token\":\"of-"
        + form.get("refresh_token")
        + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";
  }

  private void report(HttpExchange exchange, long arrived) {
    String query = exchange.getRequestURI().getRawQuery();
    if (!tally.report(query, arrived)) {
      later(
          exchange,
          429,
          "{\"error\":{\"code\":429,\"message\":\"Quota exceeded for quota metric 'Queries' and limit"
              + " 'Queries per minute'\",\"errors\":[{\"reason\":\"rateLimitExceeded\"}],"
              + "\"status\":\"RESOURCE_EXHAUSTED\"}}");
      return;
    }
    Map<String, String> asked = form(query);
    String channel = asked.getOrDefault("ids", "").replace("channel==", "");
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer of-" + channel).equals(bearer)) {
      later(exchange, 403, "{\"error\":{\"code\":403,\"errors\":[{\"reason\":\"forbidden\"}]}}");
    } else {
      later(exchange, 200, new PlainTable(asked).json());
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
