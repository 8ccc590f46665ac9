// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunRequest;
import io.analytix.beam.pipelines.runreport.ReportTotals;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code analytix run}: fetches and stores, on this machine. */
@Command(
    name = "run",
    description = {
      "Fetch reports of the channels whose token records are given, and store them as Parquet.",
      "Running again is always safe: rows that did not change are left as they are."
    })
final class RunCommand extends OptionsCommand {
  @Override
  int call(AnalytixOptions options, RunRequest request, PrintWriter out, PrintWriter err)
      throws IOException {
    LocalRun.Result result = new LocalRun(options, request, err).run();
    new SummaryPrinter(out).print(result);
    ReportTotals totals = result.summary().totals();
    long failed = totals.count(Status.FAILED);
    if (request.failureLimit().isExceeded(failed, totals.outcomes())) {
      err.printf(
          Locale.ROOT,
          "analytix: %,d of %,d requests failed, more than --failOn=%s allows%n",
          failed,
          totals.outcomes(),
          options.getFailOn());
      return Analytix.BROKEN;
    }
    return result.summary().exitCode();
  }
}
