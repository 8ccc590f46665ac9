// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Opens a connection to a server only to see whether that is possible. It sends no request, so it
 * uses no quota. Through an HTTP proxy it sends one without credentials for the root of the server,
 * because the proxy answers the connection itself.
 */
public final class Connections {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int PROXY_SIGN_IN_REQUIRED = 407;

  private Connections() {}

  /** Completes when the server is reached, or exceptionally with the reason, within 5 seconds. */
  public static CompletableFuture<Void> open(URI endpoint) {
    return isProxied(endpoint)
        ? request(endpoint)
        : CompletableFuture.runAsync(() -> connect(endpoint), Connections::start)
            .orTimeout(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reads the JVM's certificates on another thread: the first HTTP client would wait for them. */
  public static void readCertificates() {
    start(
        () -> {
          try {
            SSLContext unused = SSLContext.getDefault();
          } catch (NoSuchAlgorithmException e) {
            // The first HTTP client fails for the same reason.
          }
        });
  }

  /** A resolver may block for longer than this process wants to wait. */
  private static void start(Runnable work) {
    Thread thread = new Thread(work, "analytix-connect");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean isProxied(URI endpoint) {
    return ProxySelector.getDefault() != null
        && ProxySelector.getDefault().select(endpoint).stream()
            .anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }

  private static void connect(URI endpoint) {
    InetSocketAddress address = new InetSocketAddress(endpoint.getHost(), port(endpoint));
    try (Socket socket = new Socket()) {
      if (address.isUnresolved()) {
        throw new UnknownHostException("the host name cannot be resolved");
      }
      socket.connect(address, (int) WITHIN.toMillis());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static int port(URI endpoint) {
    return endpoint.getPort() >= 0
        ? endpoint.getPort()
        : endpoint.getScheme().equals("http") ? 80 : 443;
  }

  private static CompletableFuture<Void> request(URI endpoint) {
    HttpRequest root =
        HttpRequest.newBuilder(endpoint.resolve("/"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpClient http = HttpProxy.signIn(HttpClient.newBuilder().connectTimeout(WITHIN).build());
    return BoundedHttp.sendAsync(http, root, BodyHandlers.discarding(), WITHIN)
        .thenAccept(
            response -> {
              if (response.statusCode() == PROXY_SIGN_IN_REQUIRED) {
                throw new CompletionException(
                    new IOException("the HTTP proxy requires a user and a password"));
              }
            });
  }

  /** Says in one line why a server was not reached. */
  public static String describe(Throwable failed) {
    return BoundedHttp.describe(failed, WITHIN);
  }
}
