// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints jobs. */
final class JobsPrinter {
  private final PrintWriter out;
  private final AnsiColors colors;
  private final int width;

  JobsPrinter(PrintWriter out, CliEnvironment environment) {
    this.out = out;
    this.colors = environment.outColors();
    this.width = environment.outWidth();
  }

  void print(List<ListedJob> jobs) {
    Table table =
        new Table(colors)
            .left("TOKEN RECORD")
            .left("REPORT TYPE")
            .left("SINCE")
            .right("FILES")
            .left("NEWEST DAY");
    for (ListedJob job : jobs) {
      table.row(
          job.tokenRecord(),
          new Table.Cell(
              job.reportType() == null ? "cannot be used" : job.reportType(),
              job.alarm() ? colors::bad : colors::good),
          day(job.createdAt()),
          job.files() == null ? "" : job.files(),
          day(job.newestDay()));
      if (job.remark() != null) {
        table.below(job.remark());
      }
    }
    table.lines(width).forEach(out::println);
    out.println();
    long alarms = jobs.stream().filter(ListedJob::alarm).count();
    long present = jobs.stream().filter(job -> job.job() != null).count();
    String summary =
        Plurals.of(present, "job")
            + (alarms == 0 ? "." : ", " + Plurals.of(alarms, "problem") + ".");
    out.println(alarms == 0 ? colors.good(summary) : colors.bad(summary));
  }

  private static String day(@Nullable String time) {
    return time == null ? "" : time.substring(0, 10);
  }
}
