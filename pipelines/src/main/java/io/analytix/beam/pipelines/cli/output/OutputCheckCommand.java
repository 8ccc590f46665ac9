// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.output;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.CommandStreams;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.OptionsParser;
import io.analytix.beam.pipelines.parquet.DamagedFiles;
import io.analytix.beam.pipelines.parquet.DamagedFiles.DamagedFile;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code analytix output check}: finds damaged files of an output and sets them aside. */
@Command(
    name = "check",
    header = "Find damaged files of an output and set them aside.",
    customSynopsis = "analytix output check [FILE...] --output=FOLDER [--setAside]",
    description = {
      "",
      "Reads each Parquet file of the output, or only the given ones, and lists those that cannot"
          + " be read. With --setAside it moves them to the folder _damaged of the output, so that"
          + " the next runs write new ones: run with the dates of the file's month to fetch its"
          + " rows again, or with --resume for a file of _outcomes."
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no file is damaged, or all damaged files are set aside",
      "1:wrong usage, or the output cannot be read",
      "2:some files are damaged"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix output check --output=youtube",
      "  analytix output check --output=youtube --setAside \\",
      "      channel_daily/year_month=2026-02/UC....parquet"
    })
final class OutputCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files relative to the output. Default: all.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      required = true,
      description = "The output: a folder, or gs://BUCKET/FOLDER in Cloud Storage.")
  private String output = "";

  @Option(names = "--setAside", description = "Move the damaged files to the folder _damaged.")
  private boolean setAside;

  /** Options of Beam, such as {@code --gcsEndpoint}. */
  @Unmatched private List<String> others = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = CommandStreams.out(spec);
    List<String> options = Stream.concat(Stream.of("--output=" + output), others.stream()).toList();
    if (!(Outputs.of(OptionsParser.parse(options)) instanceof ParquetOutput files)) {
      throw new UsageException(
          "--output is '" + output + "', but must be a folder of Parquet files");
    }
    List<DamagedFile> damaged = find(new DamagedFiles(files));
    damaged.forEach(file -> out.println(PrintableText.of(file.path() + ": " + file.problem())));
    if (setAside && !damaged.isEmpty()) {
      String folder = new DamagedFiles(files).setAside(damaged);
      out.printf(Locale.ROOT, "Set aside %s in %s.%n", count(damaged), PrintableText.of(folder));
    } else {
      out.printf(Locale.ROOT, "%s.%n", damaged.isEmpty() ? "No damaged file" : count(damaged));
    }
    out.flush();
    return (setAside || damaged.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL).code();
  }

  private List<DamagedFile> find(DamagedFiles files) throws IOException {
    try (StatusLine line =
        new StatusLine(CommandStreams.err(spec), CommandStreams.environment(spec))) {
      int[] read = {0};
      Consumer<String> progress =
          path -> line.show(String.format(Locale.ROOT, "%,d files read", ++read[0]));
      List<DamagedFile> damaged = files.find(paths, progress);
      if (read[0] == 0) {
        throw new UsageException(
            "--output is '" + output + "', where there is no Parquet file: check the path");
      }
      return damaged;
    }
  }

  private static String count(List<DamagedFile> damaged) {
    return Plurals.of(damaged.size(), "damaged file");
  }
}
