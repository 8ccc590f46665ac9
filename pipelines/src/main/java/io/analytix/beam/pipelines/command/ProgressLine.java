// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.outcome.Status;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Says how far a run is: one line that is written over on a terminal, a new line now and then
 * elsewhere.
 */
final class ProgressLine {
  private static final long EVERY_NANOS = 5_000_000_000L;

  /** With fewer answers than these, how long the rest will take is anybody's guess. */
  private static final long ENOUGH = 20;

  private final LocalMonitor monitor;
  private final PrintWriter out;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private long lastLine = began;
  private int width;

  ProgressLine(LocalMonitor monitor, PrintWriter out, boolean terminal) {
    this.monitor = monitor;
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows the state of now, if it is time to. */
  void show() {
    long now = System.nanoTime();
    if (monitor.planned() == 0 || (!terminal && now - lastLine < EVERY_NANOS)) {
      return;
    }
    lastLine = now;
    String line = line(now);
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Makes room for what comes next. */
  void end() {
    if (terminal && width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }

  private String line(long now) {
    long ended = monitor.allEnded();
    long planned = monitor.planned();
    double seconds = (now - began) / 1e9;
    double rate = ended / Math.max(seconds, 0.1);
    long left = planned - ended;
    long failed = monitor.ended(Status.FAILED);
    return String.format(
        Locale.ROOT,
        "%,d of %,d requests (%d %%), %,d rows, %.0f a second%s%s",
        ended,
        planned,
        100 * ended / planned,
        monitor.rows(),
        rate,
        failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed),
        rest(ended, left, rate));
  }

  private static String rest(long ended, long left, double rate) {
    if (left == 0) {
      return ", storing";
    }
    return ended < ENOUGH ? "" : ", about " + Durations.inWords(Math.floor(left / rate)) + " left";
  }
}
