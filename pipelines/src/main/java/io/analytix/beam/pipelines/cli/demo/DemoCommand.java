// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
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

/** {@code analytix demo}: the real pipeline against a simulated Google, without an account. */
@Command(
    name = "demo",
    header = "Run the pipeline against a simulated Google: no account needed.",
    description = {
      "",
      "Starts a simulated Google on this machine, fetches all built-in reports of 8 channels"
          + " from it, stores them as Parquet and compares every row with the simulation's"
          + " ground truth. One channel has withdrawn its consent, one has no revenue, and one"
          + " is a day later than the others. Run it twice: the second run changes nothing."
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
  /** Far more than a real quota, so that the demo is over soon. */
  private static final int PER_MINUTE = 6000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "demo-output",
      description = "Output folder for the Parquet files. Default: ${DEFAULT-VALUE}")
  private String output = "demo-output";

  @Option(
      names = "--secrets",
      description = "Keep token records in a simulated Secret Manager instead of files.")
  private boolean inSecretManager;

  @Option(names = "--verbose", description = "Show stack traces and the debug log.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    DemoStage stage = new DemoStage();
    try (SimulatedGoogle google = SimulatedGoogle.start(stage.world());
        DemoAccounts accounts = DemoAccounts.of(google, inSecretManager)) {
      stage.prepare(google);
      PrintWriter err = CommandStreams.err(spec);
      err.println("A simulated Google is up at " + google.apiRootUrl());
      accounts.told().ifPresent(err::println);
      AnalytixOptions options = OptionsParser.parse(options(accounts, google));
      CliEnvironment surroundings = CommandStreams.surroundings(spec);
      RunConfiguration request = RunConfiguration.of(options, surroundings.clock());
      LocalRun.Result result = new LocalRun(options, request, err, surroundings).run();
      new SummaryPrinter(out).print(result);
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

  private int verdict(List<String> differences, PrintWriter out) {
    out.println();
    if (differences.isEmpty()) {
      out.println(
          "As staged: every row equals the simulated Google's own truth; the withdrawn consent, the"
              + " channel without money and the late day are told above.");
      out.println(
          "Look at it, in DuckDB for one: SELECT * FROM '"
              + output
              + "/channel_daily/*/*.parquet'");
      out.flush();
      return 0;
    }
    out.println("Not as staged:");
    differences.forEach(difference -> out.println("  " + difference));
    out.flush();
    return Analytix.BROKEN;
  }
}
