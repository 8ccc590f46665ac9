// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes the public parts of keys, and counts the requests. */
final class KeyServer implements AutoCloseable {
  static final String CLIENT_ID = "client-id";

  private final HttpServer server;
  volatile List<RSAKey> keys = List.of();
  volatile int status = 200;
  volatile String cacheControl = "public, max-age=600";
  private final AtomicInteger asked = new AtomicInteger();

  KeyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/oauth2/v3/certs",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = new JWKSet(List.copyOf(keys)).toPublicJWKSet().toString().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Cache-Control", cacheControl);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** The number of requests for the keys. */
  int asked() {
    return asked.get();
  }

  static RSAKey newKey(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  /** A client whose Google is this server. */
  ClientSecrets client() {
    return new ClientSecrets(
        CLIENT_ID,
        Secret.of("GOCSPX-planted"),
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
