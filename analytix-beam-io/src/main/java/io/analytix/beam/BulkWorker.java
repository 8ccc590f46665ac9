// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.bulk.BulkListener;
import io.analytix.beam.internal.bulk.BulkSession;
import io.analytix.beam.internal.bulk.CallLimiter;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.internal.youtube.HttpReportingClient;
import io.analytix.beam.internal.youtube.WorkerConnections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the bulk half of a run keeps on a worker across checkpoints and from listing to fetching:
 * connections, access tokens, the rate. In this process only; never serialized.
 *
 * <p>Only one step uses it at a time: files are fetched after all jobs are listed.
 */
record BulkWorker(WorkerConnections connections, BulkSession session, BulkListener listener) {

  private static final Cache<String, BulkWorker> CACHE =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(2))
          .scheduler(Scheduler.systemScheduler())
          .<String, BulkWorker>evictionListener((runId, worker, why) -> close(worker))
          .build();

  /** The worker of the run; opened at the run's first call in this process. */
  static BulkWorker take(String runId, SchedulerCheckpoint checkpoint, BulkSetup setup) {
    BulkWorker cached = CACHE.asMap().remove(runId);
    return cached == null ? open(checkpoint, setup) : cached;
  }

  /** Keeps the worker for the run's next call. */
  void cache(String runId) {
    close(CACHE.asMap().put(runId, this));
  }

  void close() {
    connections.close();
  }

  private static BulkWorker open(SchedulerCheckpoint checkpoint, BulkSetup setup) {
    SchedulerClock clock = SchedulerClock.system();
    try {
      WorkerConnections connections =
          WorkerConnections.open(
              setup.stores(), setup.clientSecrets(), setup.endpoints(), Clock.systemUTC());
      BulkListener listener = new BulkListener();
      int perMinute = setup.quota().queriesPerMinute();
      Instant idleSince = setup.quotaIdleSince();
      RequestPacer pacer =
          idleSince == null
              ? new RequestPacer(perMinute, checkpoint.notBefore(), clock)
              : RequestPacer.idleSince(idleSince, perMinute, clock);
      CallLimiter limiter =
          new CallLimiter(
              pacer,
              DailyQuota.ofBulk(setup.quota().queriesPerDay(), checkpoint.used(), clock),
              clock,
              listener);
      return new BulkWorker(
          connections,
          new BulkSession(
              new HttpReportingClient(setup.endpoints(), connections.http(), setup.retries()),
              new ChannelAuthorizer(connections.tokens(), connections.channels()),
              limiter,
              new RetrySchedule(setup.retries(), RandomGenerator.getDefault(), clock)),
          listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable BulkWorker worker) {
    if (worker != null) {
      worker.close();
    }
  }
}
