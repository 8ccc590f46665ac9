// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.fetch.ChannelDirectory;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.HttpChannelDirectory;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** This process's ways to the token store and to Google, and the access tokens it holds. */
record Connections(
    TokenStore store,
    HttpClient http,
    AccessTokens tokens,
    ChannelDirectory directory,
    ExecutorService threads)
    implements AutoCloseable {

  /** Answers are parsed here; more would only wait for the lane. */
  private static final int THREADS = 8;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Opens the store and reads the client; nothing is sent yet.
   *
   * @param clock tells when an access token expires
   * @throws IOException if the client cannot be read
   */
  static Connections open(
      TokenStore.Factory stores, ClientSecretsSource client, Endpoints endpoints, Clock clock)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, daemons());
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    TokenStore store = stores.open();
    try {
      AccessTokens tokens =
          new AccessTokens(
              store, new OAuthTokenRefresher(client.read(), http, clock), clock, threads);
      return new Connections(
          store, http, tokens, new HttpChannelDirectory(endpoints, http), threads);
    } catch (IOException e) {
      store.close();
      threads.shutdown();
      throw e;
    }
  }

  @Override
  public void close() {
    store.close();
    threads.shutdown();
  }

  private static ThreadFactory daemons() {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "analytix-fetch-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
