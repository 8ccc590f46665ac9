// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Sends requests with {@code http}, and signs in to the HTTP proxy at once: the JDK's client would
 * send a request again after the proxy's refusal, which its limit of one attempt forbids. The JDK
 * passes the header to the proxy only, never through the tunnel.
 */
final class ProxySignIn extends HttpClient {
  private final HttpClient http;
  private final String authorization;

  /**
   * Creates a client.
   *
   * @param authorization the value of the header {@code Proxy-Authorization}
   */
  ProxySignIn(HttpClient http, String authorization) {
    this.http = http;
    this.authorization = authorization;
  }

  private HttpRequest signed(HttpRequest request) {
    return isProxied(request.uri())
        ? HttpRequest.newBuilder(request, (name, value) -> true)
            .setHeader("Proxy-Authorization", authorization)
            .build()
        : request;
  }

  private static boolean isProxied(URI uri) {
    return "https".equals(uri.getScheme())
        && ProxySelector.getDefault().select(uri).stream()
            .anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return http.send(signed(request), handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return http.sendAsync(signed(request), handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
    return http.sendAsync(signed(request), handler, pushed);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return http.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return http.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return http.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return http.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return http.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return http.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return http.authenticator();
  }

  @Override
  public Version version() {
    return http.version();
  }

  @Override
  public Optional<Executor> executor() {
    return http.executor();
  }
}
