// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.schedule.WorkerState;
import io.analytix.beam.internal.youtube.GroupReportClient;
import io.analytix.beam.internal.youtube.HttpGroupsClient;
import io.analytix.beam.internal.youtube.HttpReportClient;
import io.analytix.beam.internal.youtube.ReportClient;
import io.analytix.beam.internal.youtube.ResourceListClient;
import io.analytix.beam.internal.youtube.UploadsClient;
import io.analytix.beam.internal.youtube.WorkerConnections;
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
 * The state that a run keeps on a worker across checkpoints: open connections, access tokens, and
 * the state of the scheduler. It exists in this process only and is never serialized.
 *
 * <p>Between two checkpoints only one call of the DoFn uses it. After a checkpoint, or after a call
 * that failed, it is cached for two minutes, the time in which a runner resumes; then it is closed.
 * One that fetches ahead is cached until its run ends, however long the runner stores.
 */
record WorkerSession(
    WorkerConnections connections,
    ReportClient client,
    UploadsClient uploads,
    ChannelAuthorizer authorizer,
    WorkerState state,
    SchedulerClock time,
    FetchAhead ahead) {

  private static final Cache<String, WorkerSession> CACHE =
      Caffeine.newBuilder()
          .expireAfter(
              Expiry.<String, WorkerSession>writing(
                  (runId, session) ->
                      session.ahead.isBegun() ? Duration.ofDays(365) : Duration.ofMinutes(2)))
          .scheduler(Scheduler.systemScheduler())
          .<String, WorkerSession>evictionListener((runId, session, why) -> close(session))
          .build();

  /** When a session was last cached here; it may have sent a request just before. */
  private static volatile Instant lastUsed = Instant.MIN;

  /**
   * Assumes requests of earlier runs, unless the setup gives the time since which the quota is
   * idle.
   */
  private static WorkerState state(FetchSetup setup) {
    Instant quotaIdleSince = setup.quotaIdleSince();
    if (quotaIdleSince == null) {
      return new WorkerState();
    }
    Instant used = lastUsed;
    return WorkerState.quotaIdleSince(used.isAfter(quotaIdleSince) ? used : quotaIdleSince);
  }

  /** Returns the session of the run, and opens it at the run's first call on this worker. */
  static WorkerSession take(FetchPlanElement plan, FetchSetup setup) {
    WorkerSession cached = CACHE.asMap().remove(plan.runId());
    return cached == null ? open(setup) : cached;
  }

  /** Caches the session for the run's next call. */
  void cache(String runId) {
    lastUsed = time.now();
    close(CACHE.asMap().put(runId, this));
  }

  /** Ends the session of a run that is not resumed. */
  static void discard(String runId) {
    close(CACHE.asMap().remove(runId));
  }

  /** Ends the session of a finished run. */
  void close() {
    ahead.cancel();
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
          new ResourceListClient(
              new GroupReportClient(
                  new HttpReportClient(endpoints, http, retries),
                  new HttpGroupsClient(endpoints, http, retries)),
              endpoints,
              http,
              retries),
          connections.uploads(endpoints, retries),
          new ChannelAuthorizer(connections.tokens(), connections.channels()),
          state(setup),
          time,
          new FetchAhead());
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
