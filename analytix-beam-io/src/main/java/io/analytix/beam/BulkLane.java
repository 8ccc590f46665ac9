// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.bulk.BulkListener;
import io.analytix.beam.internal.pace.SchedulerClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * Works on the items of a plan, several at a time, until a checkpoint is due; then it finishes what
 * was begun. Results are handed out on the calling thread.
 */
final class BulkLane {
  private static final long TICK_MILLIS = 250;

  private final List<Counter> requests;
  private final Counter retries = Metrics.counter(AnalytixIO.class, Counters.RETRIES);
  private final Counter throttled = Metrics.counter(AnalytixIO.class, Counters.THROTTLED);
  private final BulkListener listener;
  private final RunMonitor monitor;
  private final int threads;
  private final Duration checkpointInterval;
  private final SchedulerClock clock = SchedulerClock.system();

  /**
   * A lane.
   *
   * @param counters the names of the counters of requests
   */
  BulkLane(
      BulkListener listener,
      RunMonitor monitor,
      int threads,
      Duration checkpointInterval,
      String... counters) {
    this.requests =
        Arrays.stream(counters).map(name -> Metrics.counter(AnalytixIO.class, name)).toList();
    this.listener = listener;
    this.monitor = monitor;
    this.threads = threads;
    this.checkpointInterval = checkpointInterval;
  }

  /**
   * Works from item {@code next} and returns the first one that was not claimed, {@code end} if all
   * were; those are finished.
   *
   * @param claim is tested before an item is begun; must not refuse
   */
  <T> int run(int next, int end, IntPredicate claim, IntFunction<Callable<T>> work, Consumer<T> out)
      throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads, BulkLane::daemon);
    try {
      CompletionService<T> ended = new ExecutorCompletionService<>(workers);
      long due = clock.nanos() + checkpointInterval.toNanos();
      int claimed = next;
      int inFlight = 0;
      while (true) {
        while (inFlight < threads && claimed < end && clock.nanos() < due) {
          if (!claim.test(claimed)) {
            throw new IllegalStateException("the tracker refused item " + claimed);
          }
          Future<T> unused = ended.submit(work.apply(claimed++));
          inFlight++;
        }
        if (inFlight == 0) {
          return claimed;
        }
        Future<T> result = ended.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        report();
        if (result != null) {
          inFlight--;
          out.accept(result.get());
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bulk job failed unexpectedly", e.getCause());
    } finally {
      workers.shutdownNow();
      report();
    }
  }

  /** Counters count on the thread of the step only. */
  private void report() {
    long again = listener.takeRetries();
    long sent = listener.takeSent();
    long waited = listener.takeThrottled();
    requests.forEach(counter -> counter.inc(sent));
    retries.inc(again);
    throttled.inc(waited);
    for (long i = 0; i < sent; i++) {
      monitor.sent(i < again);
    }
    monitor.throttled(waited);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "analytix-bulk");
    thread.setDaemon(true);
    return thread;
  }
}
