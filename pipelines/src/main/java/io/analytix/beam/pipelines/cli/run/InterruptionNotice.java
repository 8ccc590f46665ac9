// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.pipelines.cli.console.Plurals;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Tells a person whose run does not come to its end what became of it and how to go on: when it is
 * interrupted (the JVM itself then ends with 128 and the signal's number, 130 for Ctrl-C), and when
 * it breaks. Nothing is stored or given back here: a run may end at any time, also without a word.
 */
final class InterruptionNotice implements AutoCloseable {
  private final Thread hook = new Thread(this::interrupted, "analytix-interrupted");
  private final PrintWriter err;
  private final boolean watched;

  private InterruptionNotice(PrintWriter err, boolean watched) {
    this.err = err;
    this.watched = watched;
  }

  /**
   * Tells of the run that this process begins now, until closed.
   *
   * @param err gets the line
   * @param watched whether a person may see a half-drawn line there
   */
  static InterruptionNotice tellingOf(PrintWriter err, boolean watched) {
    LocalMonitor.begin();
    InterruptionNotice told = new InterruptionNotice(err, watched);
    Runtime.getRuntime().addShutdownHook(told.hook);
    return told;
  }

  /** Tells that the run broke, if it had begun; why, is told elsewhere. */
  void broke() {
    if (LocalMonitor.current().planned() > 0) {
      tell("The run broke off");
    }
  }

  private void interrupted() {
    LocalMonitor.current().abandon();
    if (watched) {
      err.println();
    }
    if (LocalMonitor.current().planned() > 0) {
      tell("analytix: interrupted");
    } else {
      err.println("analytix: interrupted before anything was asked");
      err.flush();
    }
  }

  private void tell(String what) {
    LocalMonitor monitor = LocalMonitor.current();
    err.printf(
        Locale.ROOT,
        "%s after %,d of %s. What is stored is whole and stays; to ask only for the rest, run the"
            + " same again with --resume.%n",
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
      // The hook runs already.
    }
  }
}
