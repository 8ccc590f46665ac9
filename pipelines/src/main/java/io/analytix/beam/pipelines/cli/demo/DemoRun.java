// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.options.OptionsParser;
import io.analytix.beam.pipelines.cli.run.LocalRun;
import io.analytix.beam.pipelines.cli.run.SummaryPrinter;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedGoogle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One run of the demo: the simulated Google, the pipeline and the comparison of their figures. */
record DemoRun(
    String output, boolean inSecretManager, boolean verbose, CliEnvironment environment) {
  /** Much more than a real quota, so that the demo ends soon. */
  private static final int PER_MINUTE = 6000;

  /** Runs the demo; the results go to {@code out}, the progress to {@code err}. */
  ExitCode run(PrintWriter out, PrintWriter err) throws IOException {
    DemoStage stage = new DemoStage();
    try (SimulatedGoogle google = SimulatedGoogle.start(stage.world(), stage.nights());
        DemoAccounts accounts = DemoAccounts.of(google, inSecretManager)) {
      stage.prepare(google);
      err.println("Simulated Google: " + google.apiRootUrl());
      accounts.note().ifPresent(err::println);
      LocalRun.Result first = run(stage, options(accounts, google, Reports.names()), out, err);
      List<String> differences = new ArrayList<>(stage.differences(first, google));
      int files = google.recordedCalls(Call.Kind.MEDIA).size();
      stage.nextNight();
      out.println();
      out.println(DemoStage.secondNight());
      out.println();
      LocalRun.Result second = run(stage, options(accounts, google, List.of()), out, err);
      differences.addAll(stage.secondDifferences(second, google, files));
      return verdict(differences, out);
    }
  }

  private LocalRun.Result run(DemoStage stage, List<String> line, PrintWriter out, PrintWriter err)
      throws IOException {
    CliEnvironment night = environment.withClock(stage.nights());
    AnalytixOptions options = OptionsParser.parse(line);
    RunConfiguration request = RunConfiguration.of(options, night.clock());
    LocalRun.Result result = new LocalRun(options, request, err, night).run();
    new SummaryPrinter(out, night).print(result);
    return result;
  }

  private List<String> options(
      DemoAccounts accounts, SimulatedGoogle google, Collection<String> reports) {
    List<String> options = new ArrayList<>(accounts.options());
    if (!reports.isEmpty()) {
      options.add("--reports=" + String.join(",", reports));
    }
    options.addAll(
        List.of(
            "--bulkReports=" + String.join(",", DemoBulk.TYPES),
            "--startDate=" + DemoStage.DATES.first(),
            "--endDate=" + DemoStage.DATES.last(),
            "--bulkQueriesPerMinute=" + PER_MINUTE,
            "--youtubeReportingEndpoint=" + google.reportingApiRootUrl(),
            "--queriesPerMinute=" + PER_MINUTE,
            "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
            "--youtubeDataEndpoint=" + google.dataApiRootUrl(),
            "--output=" + output,
            "--verbose=" + verbose));
    return options;
  }

  private ExitCode verdict(List<String> differences, PrintWriter out) {
    out.println();
    if (differences.isEmpty()) {
      out.println(
          "As expected: every row equals the data of the simulated Google. The summary above shows"
              + " the withdrawn consent, the channel without revenue and the late day; that of the"
              + " next night one downloaded file, whose day it replaced.");
      out.println(
          "Query the output, for example in DuckDB: SELECT * FROM '"
              + output
              + "/channel_daily/*/*.parquet'");
      out.println("Compare the two halves: analytix reconcile --output=" + output);
      out.flush();
      return ExitCode.OK;
    }
    out.println("Not as expected:");
    differences.forEach(difference -> out.println("  " + difference));
    out.flush();
    return ExitCode.ERROR;
  }
}
