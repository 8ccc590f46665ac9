// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows the progress of a run again and again from a thread of its own, because some runners return
 * only when the run has ended.
 */
final class ProgressTicker implements AutoCloseable {
  private static final long MILLIS = 250;

  private final ProgressLine line;
  private final ScheduledExecutorService thread;

  private ProgressTicker(ProgressLine line) {
    this.line = line;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setDaemon(true).setNameFormat("progress").build());
  }

  static ProgressTicker begin(ProgressLine line) {
    ProgressTicker ticker = new ProgressTicker(line);
    Future<?> unused =
        ticker.thread.scheduleWithFixedDelay(ticker::show, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    return ticker;
  }

  /** Shows the progress a last time. */
  void end() {
    show();
    stop();
  }

  @Override
  public void close() {
    stop();
  }

  /** Clears the line on a terminal; nothing is shown afterwards. */
  synchronized void stop() {
    if (!thread.isShutdown()) {
      thread.shutdownNow();
      line.end();
    }
  }

  private synchronized void show() {
    if (!thread.isShutdown()) {
      line.show();
    }
  }
}
