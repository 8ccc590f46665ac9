// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.runreport.ReportTotals;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run after SIGINT (Ctrl-C), SIGTERM or SIGHUP: nothing more is sent, what was answered is
 * stored and the page is written, within a time limit. Then the JVM exits with 128 plus the number
 * of the signal. Also reports how to continue a run that failed.
 */
final class InterruptionNotice implements AutoCloseable {
  private final Thread hook = new Thread(this::interrupted, "analytix-interrupted");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PrintWriter err;
  private final boolean isTerminal;
  private final Duration limit;
  private final boolean isStoredLast;
  private volatile LocalRun.@Nullable Result result;

  private InterruptionNotice(
      PrintWriter err, boolean isTerminal, Duration limit, boolean isStoredLast) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.limit = limit;
    this.isStoredLast = isStoredLast;
  }

  /**
   * Handles an interrupt of the run of this process until closed.
   *
   * @param err receives the messages
   * @param isTerminal whether {@code err} is a terminal, which may show a progress line
   * @param limit how long an interrupted run may store
   * @param isStoredLast whether nothing is stored before all requests have ended, as in BigQuery
   */
  static InterruptionNotice begin(
      PrintWriter err, boolean isTerminal, Duration limit, boolean isStoredLast) {
    LocalMonitor.begin();
    InterruptionNotice notice = new InterruptionNotice(err, isTerminal, limit, isStoredLast);
    Runtime.getRuntime().addShutdownHook(notice.hook);
    return notice;
  }

  /** The run has ended with this result, interrupted or not. */
  void runEnded(LocalRun.Result ofRun) {
    result = ofRun;
  }

  /** Reports that the run failed, if it had started; the cause is reported elsewhere. */
  void runFailed() {
    LocalMonitor monitor = LocalMonitor.current();
    if (monitor.planned() > 0) {
      err.printf(
          Locale.ROOT,
          "The run failed after %,d of %s. %s Run the same command with --resume to continue.%n",
          monitor.allEnded(),
          Plurals.of(monitor.planned(), "request"),
          isStoredLast
              ? "BigQuery gets the outcomes of a run last; requests without one are sent again."
              : "Completed data is saved.");
      err.flush();
    }
  }

  private void interrupted() {
    LocalMonitor monitor = LocalMonitor.current();
    monitor.requestStop();
    if (isTerminal) {
      err.println();
    }
    if (monitor.planned() == 0) {
      err.println("analytix: interrupted before the first request");
      err.flush();
      return;
    }
    err.printf(
        Locale.ROOT,
        "analytix: interrupted: storing what was answered, for up to %d s…%n",
        limit.toSeconds());
    err.flush();
    awaitEnd();
    monitor.abandon();
    LocalRun.Result stored = result;
    if (stored == null) {
      err.printf(
          Locale.ROOT,
          "analytix: interrupted after %,d of %s, of which %s may not be stored.%n",
          monitor.allEnded() - monitor.ended(Status.DEFERRED),
          Plurals.of(monitor.planned(), "request"),
          isStoredLast ? "all" : "the latest");
    } else {
      print(stored);
    }
    err.println("Run the same command with --resume to continue.");
    err.flush();
  }

  private void print(LocalRun.Result stored) {
    ReportTotals totals = stored.summary().totals();
    err.printf(
        Locale.ROOT,
        "analytix: interrupted; the outcomes of %,d of %s are stored, with %s.%n",
        totals.outcomes() - totals.count(Status.DEFERRED),
        Plurals.of(stored.planned() + stored.bulk().planned(), "request"),
        Plurals.of(totals.rows(), "row"));
    stored.page().ifPresent(page -> err.println(LocalRun.pageLine(page)));
  }

  private void awaitEnd() {
    try {
      boolean unused = ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      awaitExit();
    }
  }

  /** The hook reports the result; the summary of the command would be cut off by the exit. */
  private static void awaitExit() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
