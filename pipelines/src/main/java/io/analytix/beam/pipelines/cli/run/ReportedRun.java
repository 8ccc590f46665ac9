// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.runreport.ReportTotals;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/** A run in this process with its progress, its summary and its exit code. */
public final class ReportedRun {
  /** How long an interrupted run may store into a folder of this machine. */
  private static final Duration MAX_STORING = Duration.ofSeconds(30);

  /** The same for Cloud Storage and BigQuery, which loads and merges tables. */
  private static final Duration MAX_STORING_REMOTELY = Duration.ofMinutes(2);

  private ReportedRun() {}

  /**
   * Runs to completion.
   *
   * @param program begins the line about too many failures
   * @param out receives the summary
   * @param err receives the progress
   * @throws IOException if credentials or the output cannot be read
   * @throws IllegalArgumentException if an option is invalid; then nothing was sent or written
   */
  public static ExitCode run(
      String program,
      AnalytixOptions options,
      RunConfiguration request,
      PrintWriter out,
      PrintWriter err,
      CliEnvironment environment)
      throws IOException {
    LocalRun.Result result =
        run(
            new LocalRun(options, request, err, environment),
            err,
            environment,
            LocalRun.isFolder(options) ? MAX_STORING : MAX_STORING_REMOTELY,
            options.getOutputDataset() != null);
    new SummaryPrinter(out, environment).print(result);
    ReportTotals totals = result.summary().totals();
    long failed = totals.count(Status.FAILED);
    long due = totals.outcomes() - totals.count(Status.UNCHANGED);
    if (request.failureLimit().isExceeded(failed, due)) {
      err.println(program + ": " + request.failureLimit().refusal(failed, due));
      return ExitCode.ERROR;
    }
    return failed > 0
        ? ExitCode.PARTIAL
        : totals.count(Status.DEFERRED) > 0 ? ExitCode.DEFERRED : ExitCode.OK;
  }

  private static LocalRun.Result run(
      LocalRun run,
      PrintWriter err,
      CliEnvironment environment,
      Duration maxStoring,
      boolean isStoredLast)
      throws IOException {
    try (InterruptionNotice notice =
        InterruptionNotice.begin(err, environment.errIsTerminal(), maxStoring, isStoredLast)) {
      try {
        LocalRun.Result result = run.run();
        notice.runEnded(result);
        return result;
      } catch (IOException | RuntimeException broken) {
        notice.runFailed();
        throw broken;
      }
    }
  }
}
