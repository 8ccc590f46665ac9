// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.pipelines.cli.console.CommandStreams;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code analytix demo}: runs the pipeline against a simulated Google, without an account. It names
 * no class of the simulated Google, which is on the class path of this command alone.
 */
@Command(
    name = "demo",
    header = "Run the pipeline against a simulated Google; needs no account.",
    description = {
      "",
      "Starts a simulated Google on this machine, fetches all built-in reports and two bulk report"
          + " types of 8 channels from it, stores them as Parquet and compares every row with the"
          + " simulated data. One channel has withdrawn its consent, one is not monetised, and one"
          + " has data a day later than the others; the summary shows these. In the night after,"
          + " one bulk file was generated again: only this file is fetched, and its day replaced."
          + " A second run of the demo changes nothing."
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
    return new DemoRun(output, inSecretManager, verbose, CommandStreams.environment(spec))
        .run(CommandStreams.out(spec), CommandStreams.err(spec))
        .code();
  }
}
