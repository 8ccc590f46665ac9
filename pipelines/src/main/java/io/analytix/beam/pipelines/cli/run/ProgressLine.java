// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.DurationText;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * The progress of a run: requests that ended, the rate at which requests are sent, and the
 * remaining time. Requests also end without being sent, several at once, so they are no measure of
 * the rate.
 */
final class ProgressLine {
  /** The rate is measured over the last minute. */
  private static final long WINDOW_NANOS = 60_000_000_000L;

  /** With fewer responses the remaining time is not shown. */
  private static final long MIN_ANSWERS_FOR_ESTIMATE = 20;

  /** A run that waits for quota for more than this share of the time is limited by the quota. */
  private static final double PACE_BOUND = 0.5;

  private final LocalMonitor monitor;
  private final CliEnvironment environment;
  private final StatusLine line;
  private final Deque<Sample> window = new ArrayDeque<>();

  private record Sample(long nanos, long sent, long ended, long waitedMillis) {}

  ProgressLine(LocalMonitor monitor, PrintWriter out, CliEnvironment environment) {
    this.monitor = monitor;
    this.environment = environment;
    this.line = new StatusLine(out, environment);
    window.add(sample());
  }

  /** Shows the current progress, unless the last update is too recent. */
  void show() {
    Sample now = sample();
    window.add(now);
    while (window.size() > 2 && now.nanos - window.element().nanos > WINDOW_NANOS) {
      window.remove();
    }
    if (monitor.planned() > 0 && !monitor.isAbandoned()) {
      line.show(text(window.element(), now));
    }
  }

  /** Clears the line on a terminal. */
  void end() {
    line.close();
  }

  private Sample sample() {
    return new Sample(
        environment.nanos().getAsLong(),
        monitor.sent(),
        monitor.allEnded(),
        monitor.waitedMillis());
  }

  private String text(Sample first, Sample now) {
    double seconds = Math.max(0.1, (now.nanos - first.nanos) / 1e9);
    double sent = (now.sent - first.sent) / seconds;
    double ended = (now.ended - first.ended) / seconds;
    long planned = monitor.planned();
    long failed = monitor.ended(Status.FAILED);
    boolean paced = (now.waitedMillis - first.waitedMillis) / 1e3 > PACE_BOUND * seconds;
    return String.format(
        Locale.ROOT,
        "%,d of %,d requests (%d %%), %,.0f sent per minute%s%s%s",
        now.ended,
        planned,
        100 * now.ended / planned,
        60 * sent,
        paced ? " (quota limit)" : "",
        rest(now.ended, planned - now.ended, ended),
        failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed));
  }

  private static String rest(long ended, long left, double rate) {
    if (left == 0) {
      return ", storing";
    }
    return ended < MIN_ANSWERS_FOR_ESTIMATE || rate == 0
        ? ""
        : ", " + DurationText.inWords(Math.floor(left / rate)) + " left";
  }
}
