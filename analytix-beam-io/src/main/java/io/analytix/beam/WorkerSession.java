// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.schedule.WorkerState;
import io.analytix.beam.internal.youtube.GroupReportClient;
import io.analytix.beam.internal.youtube.HttpGroupsClient;
import io.analytix.beam.internal.youtube.HttpReportClient;
import io.analytix.beam.internal.youtube.HttpUploadsClient;
import io.analytix.beam.internal.youtube.ReportClient;
import io.analytix.beam.internal.youtube.UploadsClient;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
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
record WorkerSession(
    WorkerConnections connections,
    ReportClient client,
    UploadsClient uploads,
    ChannelAuthorizer opener,
    WorkerState memory,
    SchedulerClock time) {

  private static final Cache<String, WorkerSession> RESTING =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(2))
          .scheduler(Scheduler.systemScheduler())
          .<String, WorkerSession>evictionListener((runId, session, why) -> close(session))
          .build();

  /** When a session was last put away here, and may have sent a request just before. */
  private static volatile Instant lastUsed = Instant.MIN;

  /** Nothing is known of what preceded the lane, unless it is said to be alone since then. */
  private static WorkerState memory(FetchSetup setup) {
    Instant quietSince = setup.quietSince();
    if (quietSince == null) {
      return new WorkerState();
    }
    Instant used = lastUsed;
    return WorkerState.quotaIdleSince(used.isAfter(quietSince) ? used : quietSince);
  }

  /** The session of the lane's run, opened at its first stretch on this worker. */
  static WorkerSession take(FetchPlanElement lane, FetchSetup setup) {
    WorkerSession resting = RESTING.asMap().remove(lane.runId());
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

  private static WorkerSession open(FetchSetup setup) {
    SchedulerClock time = SchedulerClock.system();
    try {
      WorkerConnections connections =
          WorkerConnections.open(
              setup.stores(), setup.clientSecrets(), setup.endpoints(), Clock.systemUTC());
      Endpoints endpoints = setup.endpoints();
      HttpClient http = connections.http();
      RetryPolicy retries = setup.settings().retries();
      return new WorkerSession(
          connections,
          new GroupReportClient(
              new HttpReportClient(endpoints, http, retries),
              new HttpGroupsClient(endpoints, http, retries)),
          new HttpUploadsClient(endpoints, http, retries),
          new ChannelAuthorizer(connections.tokens(), connections.directory()),
          memory(setup),
          time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable WorkerSession session) {
    if (session != null) {
      session.close();
    }
  }
}
