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
import io.analytix.beam.testing.SimulatedGoogle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** One run of the demo: the simulated Google, the pipeline and the comparison of their figures. */
record DemoRun(
    String output, boolean inSecretManager, boolean verbose, CliEnvironment environment) {
  /** Much more than a real quota, so that the demo ends soon. */
  private static final int PER_MINUTE = 6000;

  /** Runs the demo; the results go to {@code out}, the progress to {@code err}. */
  ExitCode run(PrintWriter out, PrintWriter err) throws IOException {
    DemoStage stage = new DemoStage();
    try (SimulatedGoogle google = SimulatedGoogle.start(stage.world());
        DemoAccounts accounts = DemoAccounts.of(google, inSecretManager)) {
      stage.prepare(google);
      err.println("Simulated Google: " + google.apiRootUrl());
      accounts.note().ifPresent(err::println);
      AnalytixOptions options = OptionsParser.parse(options(accounts, google));
      RunConfiguration request = RunConfiguration.of(options, environment.clock());
      LocalRun.Result result = new LocalRun(options, request, err, environment).run();
      new SummaryPrinter(out, environment).print(result);
      return verdict(stage.differences(result, google), out);
    }
  }

  private List<String> options(DemoAccounts accounts, SimulatedGoogle google) {
    List<String> options = new ArrayList<>(accounts.options());
    options.addAll(
        List.of(
            "--reports=" + String.join(",", Reports.names()),
            "--startDate=" + DemoStage.DATES.first(),
            "--endDate=" + DemoStage.DATES.last(),
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
              + " the withdrawn consent, the channel without revenue and the late day.");
      out.println(
          "Query the output, for example in DuckDB: SELECT * FROM '"
              + output
              + "/channel_daily/*/*.parquet'");
      out.flush();
      return ExitCode.OK;
    }
    out.println("Not as expected:");
    differences.forEach(difference -> out.println("  " + difference));
    out.flush();
    return ExitCode.ERROR;
  }
}
