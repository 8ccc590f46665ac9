// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.id.State;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server on this machine's loopback address that waits for one redirect: the first GET of the
 * redirect address with the state of the authorization request and a result. Its response is sent
 * when the result is known; later ones get status 409. All other requests get a page with status
 * 400 or 404 and have no effect. Each connection has its own thread, so that one that sends nothing
 * more delays no other.
 */
final class RedirectListener implements AutoCloseable {
  private static final String LOCALHOST = "localhost";

  private final List<HttpServer> servers;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "analytix-redirect");
            thread.setDaemon(true);
            return thread;
          });
  private final URI redirectUri;
  private final State state;
  private final AtomicBoolean received = new AtomicBoolean();
  private final BlockingQueue<PendingRedirect> first = new LinkedBlockingQueue<>();

  private RedirectListener(List<HttpServer> servers, URI redirectUri, State state) {
    this.servers = servers;
    this.redirectUri = redirectUri;
    this.state = state;
    for (HttpServer server : servers) {
      server.setExecutor(threads);
      server.createContext("/", this::receive);
      server.start();
    }
  }

  /**
   * Starts the server.
   *
   * @param state the state of the authorization request
   * @throws IOException if the port is in use
   */
  static RedirectListener open(RedirectUri redirect, State state) throws IOException {
    List<HttpServer> servers = new ArrayList<>();
    boolean anyLoopback = redirect.host().equalsIgnoreCase(LOCALHOST);
    String host = anyLoopback ? "127.0.0.1" : redirect.host();
    servers.add(listen(host, redirect.port()));
    int port = servers.get(0).getAddress().getPort();
    if (anyLoopback) {
      try {
        // Browsers may resolve localhost to either address.
        servers.add(listen("::1", port));
      } catch (IOException e) {
        // Without IPv6, or with its port in use, the browser falls back to IPv4.
      }
    }
    return new RedirectListener(servers, redirect.at(port), state);
  }

  private static HttpServer listen(String host, int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
  }

  URI redirectUri() {
    return redirectUri;
  }

  /** Waits for the redirect; empty if none arrived within {@code limit}. */
  Optional<PendingRedirect> await(Duration limit) throws InterruptedException {
    return Optional.ofNullable(first.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * A redirect whose browser waits for a page.
   *
   * @param parameters its query parameters, see {@link RedirectAddress#ofQuery}
   */
  record PendingRedirect(HttpExchange exchange, Map<String, String> parameters) {
    /** Sends the page. If the browser has closed the connection, nothing happens. */
    void reply(ResultPage page) {
      try {
        send(exchange, page);
      } catch (IOException e) {
        exchange.close();
      }
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    if (!isRedirect(exchange)) {
      send(exchange, ResultPage.notFound());
      return;
    }
    Map<String, String> parameters =
        RedirectAddress.ofQuery(exchange.getRequestURI().getRawQuery());
    boolean isResult = parameters.containsKey("code") || parameters.containsKey("error");
    if (!isResult || !PendingAuthorization.isOf(state, parameters)) {
      send(exchange, ResultPage.ofAnotherRequest());
    } else if (received.compareAndSet(false, true)) {
      first.add(new PendingRedirect(exchange, parameters));
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
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(page.status(), hasBody ? html.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(html);
    }
    exchange.close();
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }
}
