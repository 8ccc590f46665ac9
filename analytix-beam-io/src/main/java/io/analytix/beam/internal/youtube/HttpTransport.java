// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.internal.http.HttpProxy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections to Google and the threads that parse responses. Redirects are not followed. */
public record HttpTransport(HttpClient http, ExecutorService threads) implements AutoCloseable {
  /** These threads parse responses; more would only wait for the scheduler's thread. */
  private static final int THREADS = 8;

  private static final int MAX_IN_FLIGHT = 512;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Creates a transport. It starts no thread and opens no connection before the first request. */
  public static HttpTransport open() {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, daemons());
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    return new HttpTransport(HttpProxy.signIn(http), threads);
  }

  /** Rejects a maximum number of concurrent requests that is not in 1..512. */
  public static void checkInFlight(int requests) {
    if (requests < 1 || requests > MAX_IN_FLIGHT) {
      throw new IllegalArgumentException(
          "maxInFlight must be in 1.." + MAX_IN_FLIGHT + ", but was " + requests);
    }
  }

  @Override
  public void close() {
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
