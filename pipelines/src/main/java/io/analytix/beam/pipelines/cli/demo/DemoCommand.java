// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code analytix demo}: runs the pipeline against a simulated Google, without an account. */
@Command(
    name = "demo",
    header = "Run the pipeline against a simulated Google; needs no account.",
    description = {
      "",
      "Starts a simulated Google on this machine, fetches all built-in reports of 8 channels from"
          + " it, stores them as Parquet and compares every row with the simulated data. One"
          + " channel has withdrawn its consent, one is not monetised, and one has data a day later"
          + " than the others; the summary shows these. A second run changes nothing."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all results are as expected", "1:a result differs, or the demo failed"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix demo",
      "  analytix demo --output=youtube-demo",
      "  analytix demo --secrets",
      "",
      "Next: analytix authorise --help, analytix run --help."
    })
public final class DemoCommand implements Callable<Integer> {
  /** Much more than a real quota, so that the demo ends soon. */
  private static final int PER_MINUTE = 6000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "demo-output",
      description = "Output folder of the Parquet files. Default: ${DEFAULT-VALUE}")
  private String output = "demo-output";

  @Option(
      names = "--secrets",
      description = "Store the accounts in a simulated Secret Manager instead of files.")
  private boolean inSecretManager;

  @Option(names = "--verbose", description = "Print stack traces and the debug log.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    DemoStage stage = new DemoStage();
    try (SimulatedGoogle google = SimulatedGoogle.start(stage.world());
        DemoAccounts accounts = DemoAccounts.of(google, inSecretManager)) {
      stage.prepare(google);
      PrintWriter err = CommandStreams.err(spec);
      err.println("Simulated Google: " + google.apiRootUrl());
      accounts.note().ifPresent(err::println);
      AnalytixOptions options = OptionsParser.parse(options(accounts, google));
      CliEnvironment environment = CommandStreams.environment(spec);
      RunConfiguration request = RunConfiguration.of(options, environment.clock());
      LocalRun.Result result = new LocalRun(options, request, err, environment).run();
      new SummaryPrinter(out).print(result);
      return verdict(stage.differences(result, google), out).code();
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
