// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * How far a long work is: one line that is written over on a terminal (so it must not wrap), a line
 * now and then elsewhere. Safe for use by many threads.
 */
public final class StatusLine {
  /** A terminal need not be written to more often. */
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Elsewhere, a line is a line in somebody's log. */
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final PrintWriter out;
  private final CliEnvironment surroundings;
  private long next;
  private int width;

  public StatusLine(PrintWriter out, CliEnvironment surroundings) {
    this.out = out;
    this.surroundings = surroundings;
    this.next = surroundings.nanos().getAsLong() + (watched() ? 0 : LOG_NANOS);
  }

  /** Shows the line, if it is time to. */
  public synchronized void show(String line) {
    long now = surroundings.nanos().getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + (watched() ? REDRAW_NANOS : LOG_NANOS);
    if (watched()) {
      String shown = line.substring(0, Math.min(line.length(), TextWrap.PAGE - 1));
      out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
      width = shown.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Makes room for what comes next. */
  public synchronized void end() {
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
