// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code analytix run}: fetches and stores, on this machine. */
@Command(
    name = "run",
    description = {
      "Fetch reports of the channels whose token records are given, and store them as Parquet.",
      "Running again is always safe: rows that did not change are left as they are."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Consoles.out(spec);
    if (OptionsHelp.asked(options)) {
      OptionsHelp.print(Consoles.spec(spec), out);
      return 0;
    }
    AnalytixOptions parsed = OptionsParser.parse(options);
    RunRequest request = RunRequest.of(parsed, Clock.systemUTC());
    LocalRun.Result result = new LocalRun(parsed, request, Consoles.err(spec)).run();
    new SummaryPrinter(out).print(result);
    return result.summary().exitCode();
  }
}
