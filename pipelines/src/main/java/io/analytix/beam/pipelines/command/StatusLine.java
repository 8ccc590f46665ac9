// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * How far a long work is: one line that is written over on a terminal, a line now and then
 * elsewhere. Safe for use by many threads.
 */
final class StatusLine {
  /** A terminal need not be written to more often. */
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Elsewhere, a line is a line in somebody's log. */
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final PrintWriter out;
  private final Surroundings surroundings;
  private long next;
  private int width;

  StatusLine(PrintWriter out, Surroundings surroundings) {
    this.out = out;
    this.surroundings = surroundings;
    this.next = surroundings.nanos().getAsLong() + (watched() ? 0 : LOG_NANOS);
  }

  /** Shows the line, if it is time to. */
  synchronized void show(String line) {
    long now = surroundings.nanos().getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + (watched() ? REDRAW_NANOS : LOG_NANOS);
    if (watched()) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Makes room for what comes next. */
  synchronized void end() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }

  private boolean watched() {
    return surroundings.watchedErr();
  }
}
