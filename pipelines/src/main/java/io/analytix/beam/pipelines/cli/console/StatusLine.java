// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Shows progress: on a terminal one line that is overwritten, so it must not wrap; otherwise one
 * line per minute. Thread-safe.
 */
public final class StatusLine implements AutoCloseable {
  /** Minimum interval of updates on a terminal. */
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Minimum interval of lines in a log. */
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final PrintWriter out;
  private final CliEnvironment environment;
  private long next;
  private int width;

  public StatusLine(PrintWriter out, CliEnvironment environment) {
    this.out = out;
    this.environment = environment;
    this.next = environment.nanos().getAsLong() + (isTerminal() ? 0 : LOG_NANOS);
  }

  /**
   * Counts items that are done.
   *
   * @param format the line, with the number of done items and {@code total}
   */
  public <T> Consumer<T> counting(String format, int total) {
    AtomicInteger done = new AtomicInteger();
    return item -> show(String.format(Locale.ROOT, format, done.incrementAndGet(), total));
  }

  /** Shows the line, unless the last update is too recent. */
  public synchronized void show(String line) {
    long now = environment.nanos().getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + (isTerminal() ? REDRAW_NANOS : LOG_NANOS);
    if (isTerminal()) {
      String shown = line.substring(0, Math.min(line.length(), environment.errWidth() - 1));
      out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
      width = shown.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Clears the line on a terminal. */
  @Override
  public synchronized void close() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }

  private boolean isTerminal() {
    return environment.errIsTerminal();
  }
}
