// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.analytix.beam.fetch.ChannelOpener;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.GroupTableClient;
import io.analytix.beam.fetch.HttpGroupClient;
import io.analytix.beam.fetch.HttpReportClient;
import io.analytix.beam.fetch.HttpUploadsClient;
import io.analytix.beam.fetch.LaneMemory;
import io.analytix.beam.fetch.LaneTime;
import io.analytix.beam.fetch.ReportClient;
import io.analytix.beam.fetch.RetryPolicy;
import io.analytix.beam.fetch.UploadsClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one run keeps on one worker across the pauses of its lane: open connections, access tokens,
 * and what the lane has learned. Lives in this process only; nothing of it is ever serialized.
 *
 * <p>While a stretch works with it, it is the stretch's alone. Between stretches, and after one
 * that broke off, it rests here for as long as a runner may take to come back, and is closed then.
 */
record RunSession(
    Connections connections,
    ReportClient client,
    UploadsClient uploads,
    ChannelOpener opener,
    LaneMemory memory,
    LaneTime time) {

  private static final Cache<String, RunSession> RESTING =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(2))
          .scheduler(Scheduler.systemScheduler())
          .<String, RunSession>evictionListener((runId, session, why) -> close(session))
          .build();

  /** When a session was last put away here, and may have sent a request just before. */
  private static volatile Instant lastUsed = Instant.MIN;

  /** Nothing is known of what preceded the lane, unless it is said to be alone since then. */
  private static LaneMemory memory(FetchSetup setup, LaneTime time) {
    Instant quietSince = setup.quietSince();
    if (quietSince == null) {
      return new LaneMemory();
    }
    Instant used = lastUsed;
    return LaneMemory.quietSince(
        used.isAfter(quietSince) ? used : quietSince, setup.settings(), time);
  }

  /** The session of the lane's run, opened at its first stretch on this worker. */
  static RunSession take(Lane lane, FetchSetup setup) {
    RunSession resting = RESTING.asMap().remove(lane.runId());
    return resting == null ? open(setup) : resting;
  }

  /** Lets it wait for the run's next stretch. */
  void rest(String runId) {
    lastUsed = time.now();
    close(RESTING.asMap().put(runId, this));
  }

  /** Ends the session of a run whose lane has come to its end. */
  void close() {
    lastUsed = time.now();
    connections.close();
  }

  private static RunSession open(FetchSetup setup) {
    LaneTime time = LaneTime.system();
    try {
      Connections connections =
          Connections.open(
              setup.stores(), setup.clientSecrets(), setup.endpoints(), Clock.systemUTC());
      Endpoints endpoints = setup.endpoints();
      HttpClient http = connections.http();
      RetryPolicy retries = setup.settings().retries();
      return new RunSession(
          connections,
          new GroupTableClient(
              new HttpReportClient(endpoints, http, retries),
              new HttpGroupClient(endpoints, http, retries)),
          new HttpUploadsClient(endpoints, http, retries),
          new ChannelOpener(connections.tokens(), connections.directory()),
          memory(setup, time),
          time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable RunSession session) {
    if (session != null) {
      session.close();
    }
  }
}
