// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.fetch.ChannelOpener;
import io.analytix.beam.fetch.HttpChannelDirectory;
import io.analytix.beam.fetch.HttpReportClient;
import io.analytix.beam.fetch.LaneMemory;
import io.analytix.beam.fetch.LaneTime;
import io.analytix.beam.fetch.ReportClient;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one run keeps on one worker across the pauses of its lane: open connections, access tokens,
 * and what the lane has learned. Lives in this process only; nothing of it is ever serialized.
 */
record RunSession(
    TokenStore store,
    ReportClient client,
    ChannelOpener opener,
    LaneMemory memory,
    LaneTime time,
    ExecutorService threads) {

  private static final Cache<String, RunSession> OPEN =
      Caffeine.newBuilder()
          .expireAfterAccess(Duration.ofHours(2))
          .<String, RunSession>removalListener((runId, session, why) -> close(session))
          .build();

  /** Answers are parsed here; more would only wait for the lane. */
  private static final int THREADS = 8;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The session of the lane's run, opened at its first stretch on this worker. */
  static RunSession of(Lane lane, FetchSetup setup) {
    return OPEN.get(lane.runId(), unused -> open(setup));
  }

  /** Ends the session of a run whose lane has come to its end. */
  static void end(String runId) {
    OPEN.invalidate(runId);
  }

  private static RunSession open(FetchSetup setup) {
    Clock clock = Clock.systemUTC();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, daemons());
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads)
            .build();
    TokenStore store = setup.stores().open();
    try {
      AccessTokens tokens =
          new AccessTokens(
              store,
              new OAuthTokenRefresher(setup.clientSecrets().read(), http, clock),
              clock,
              threads);
      return new RunSession(
          store,
          new HttpReportClient(setup.endpoints(), http),
          new ChannelOpener(tokens, new HttpChannelDirectory(setup.endpoints(), http)),
          new LaneMemory(),
          LaneTime.system(),
          threads);
    } catch (IOException e) {
      store.close();
      threads.shutdown();
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable RunSession session) {
    if (session != null) {
      session.store().close();
      session.threads().shutdown();
    }
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
