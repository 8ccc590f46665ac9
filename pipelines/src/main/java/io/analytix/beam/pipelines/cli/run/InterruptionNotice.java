// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.pipelines.cli.console.Plurals;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Reports how to continue a run that was interrupted or failed. After an interrupt the JVM exits
 * with 128 plus the number of the signal, 130 for Ctrl-C. Nothing is stored or released here,
 * because a run may also be killed without notice.
 */
final class InterruptionNotice implements AutoCloseable {
  private final Thread hook = new Thread(this::interrupted, "analytix-interrupted");
  private final PrintWriter err;
  private final boolean isTerminal;

  private InterruptionNotice(PrintWriter err, boolean isTerminal) {
    this.err = err;
    this.isTerminal = isTerminal;
  }

  /**
   * Reports an interrupt of the run of this process until closed.
   *
   * @param err receives the message
   * @param isTerminal whether {@code err} is a terminal, which may show a progress line
   */
  static InterruptionNotice begin(PrintWriter err, boolean isTerminal) {
    LocalMonitor.begin();
    InterruptionNotice notice = new InterruptionNotice(err, isTerminal);
    Runtime.getRuntime().addShutdownHook(notice.hook);
    return notice;
  }

  /** Reports that the run failed, if it had started; the cause is reported elsewhere. */
  void runFailed() {
    if (LocalMonitor.current().planned() > 0) {
      print("The run failed");
    }
  }

  private void interrupted() {
    LocalMonitor.current().abandon();
    if (isTerminal) {
      err.println();
    }
    if (LocalMonitor.current().planned() > 0) {
      print("analytix: interrupted");
    } else {
      err.println("analytix: interrupted before the first request");
      err.flush();
    }
  }

  private void print(String what) {
    LocalMonitor monitor = LocalMonitor.current();
    err.printf(
        Locale.ROOT,
        "%s after %,d of %s. Completed data is saved. Run the same command with --resume to"
            + " continue.%n",
        what,
        monitor.allEnded(),
        Plurals.of(monitor.planned(), "request"));
    err.flush();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The JVM is shutting down, so the hook runs already.
    }
  }
}
