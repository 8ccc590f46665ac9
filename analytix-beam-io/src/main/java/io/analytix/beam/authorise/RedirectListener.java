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
 * A server on this machine's loopback address that waits for one redirect: the first GET of the
 * redirect address with parameters. Its response is sent when the result is known; later redirects
 * get status 409.
 */
final class RedirectListener implements AutoCloseable {
  private final HttpServer server;
  private final URI redirectUri;
  private final AtomicBoolean received = new AtomicBoolean();
  private final BlockingQueue<HttpExchange> first = new LinkedBlockingQueue<>();

  private RedirectListener(HttpServer server, URI redirectUri) {
    this.server = server;
    this.redirectUri = redirectUri;
    server.createContext("/", this::receive);
    server.start();
  }

  /**
   * * Starts the server.
   *
   * @throws IOException if the port is in use
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

  /** Waits for the redirect; empty if none arrived within {@code limit}. */
  Optional<PendingRedirect> await(Duration limit) throws InterruptedException {
    return Optional.ofNullable(first.poll(limit.toMillis(), TimeUnit.MILLISECONDS))
        .map(PendingRedirect::new);
  }

  /** A redirect whose browser waits for a page. */
  record PendingRedirect(HttpExchange exchange) {
    /** The query parameters, without those that occur twice: Google never repeats one. */
    Map<String, String> parameters() {
      Map<String, String> parameters = new HashMap<>();
      Map<String, String> repeated = new HashMap<>();
      for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0
            && parameters.put(decoded(pair, 0, equals), decoded(pair, equals + 1)) != null) {
          repeated.put(decoded(pair, 0, equals), "");
        }
      }
      parameters.keySet().removeAll(repeated.keySet());
      return parameters;
    }

    /** Sends the page. If the browser has closed the connection, nothing happens. */
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
    if (!isRedirect(exchange)) {
      send(exchange, ResultPage.notFound());
    } else if (received.compareAndSet(false, true)) {
      first.add(exchange);
    } else {
      send(exchange, ResultPage.alreadyCompleted());
    }
  }

  private boolean isRedirect(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String path = redirectUri.getPath().isEmpty() ? "/" : redirectUri.getPath();
    return exchange.getRequestMethod().equals("GET")
        && path.equals(uri.getPath())
        && uri.getRawQuery() != null;
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
