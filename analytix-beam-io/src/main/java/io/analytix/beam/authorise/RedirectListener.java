// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server on this machine's loopback address that waits for one answer: the first GET of the
 * redirect address that has parameters. It stays unanswered until its reply is known; whoever comes
 * after it is turned away.
 */
final class RedirectListener implements AutoCloseable {
  private final HttpServer server;
  private final URI redirectUri;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final BlockingQueue<HttpExchange> first = new LinkedBlockingQueue<>();

  private RedirectListener(HttpServer server, URI redirectUri) {
    this.server = server;
    this.redirectUri = redirectUri;
    server.createContext("/", this::receive);
    server.start();
  }

  /**
   * Listens.
   *
   * @throws IOException if the port is taken
   */
  static RedirectListener open(RedirectUri redirect) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(redirect.host()), redirect.port());
    HttpServer server = HttpServer.create(address, 0);
    return new RedirectListener(server, redirect.at(server.getAddress().getPort()));
  }

  URI redirectUri() {
    return redirectUri;
  }

  /** The answer, empty if none came within {@code limit}. */
  Optional<Arrived> await(Duration limit) throws InterruptedException {
    return Optional.ofNullable(first.poll(limit.toMillis(), TimeUnit.MILLISECONDS))
        .map(Arrived::new);
  }

  /** An answer, and the browser that waits for a page. */
  record Arrived(HttpExchange exchange) {
    /** The query parameters; one that stands there twice is no answer of Google's and left out. */
    Map<String, String> parameters() {
      Map<String, String> parameters = new HashMap<>();
      Map<String, String> twice = new HashMap<>();
      for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
        int mark = pair.indexOf('=');
        if (mark > 0 && parameters.put(decoded(pair, 0, mark), decoded(pair, mark + 1)) != null) {
          twice.put(decoded(pair, 0, mark), "");
        }
      }
      parameters.keySet().removeAll(twice.keySet());
      return parameters;
    }

    /** Shows the page. A browser that has gone away changes nothing. */
    void reply(ResultPage page) {
      try {
        send(exchange, page);
      } catch (IOException e) {
        exchange.close();
      }
    }

    private static String decoded(String text, int from) {
      return decoded(text, from, text.length());
    }

    private static String decoded(String text, int from, int end) {
      return URLDecoder.decode(text.substring(from, end), StandardCharsets.UTF_8);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    if (!isAnswer(exchange)) {
      send(exchange, ResultPage.nothingHere());
    } else if (answered.compareAndSet(false, true)) {
      first.add(exchange);
    } else {
      send(exchange, ResultPage.alreadyAnswered());
    }
  }

  private boolean isAnswer(HttpExchange exchange) {
    URI asked = exchange.getRequestURI();
    String path = redirectUri.getPath().isEmpty() ? "/" : redirectUri.getPath();
    return exchange.getRequestMethod().equals("GET")
        && path.equals(asked.getPath())
        && asked.getRawQuery() != null;
  }

  private static void send(HttpExchange exchange, ResultPage page) throws IOException {
    byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(page.status(), html.length);
    exchange.getResponseBody().write(html);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
