// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.bulk.BulkJobStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * The bulk jobs of a run on its page.
 *
 * @param heads column heads of the numbers
 * @param lines one a job, those with problems first; not all, if there are many
 * @param rest how many are left out, in words; empty if none is
 */
record JobsView(List<String> heads, List<Line> lines, String rest) {
  /** More lines are only counted. */
  private static final int MAX_LINES = 200;

  private static final String NONE = "–";

  /** A job. */
  record Line(String job, String record, List<ReportView.Cell> cells) {
    static Line of(BulkJobStatus job, long changedRows) {
      List<ReportView.Cell> cells = new ArrayList<>();
      cells.add(ReportView.Cell.of("Days with a file", job.days()));
      cells.add(ReportView.Cell.loud("Without a file", job.missing().size()));
      cells.add(ReportView.Cell.of("Header only", job.headerOnly()));
      cells.add(ReportView.Cell.of("Re-issued", job.reissued()));
      cells.add(ReportView.Cell.of("Replaced now", job.replaced()));
      cells.add(ReportView.Cell.of("Rows changed by that", changedRows));
      cells.add(ReportView.Cell.loud("Files not fetched", job.unfetched()));
      cells.add(days("Days until the first vanishes", job.daysToVanish()));
      cells.add(days("Days until the job expires", job.daysToExpiry()));
      return new Line(job.reportType(), job.tokenRecord(), cells);
    }

    private static ReportView.Cell days(String head, OptionalLong days) {
      return days.isEmpty()
          ? new ReportView.Cell(head, NONE, "")
          : new ReportView.Cell(head, PageFormat.number(days.getAsLong()), "loud");
    }
  }

  static JobsView of(Collection<BulkJobStatus> jobs, ToLongFunction<BulkJobStatus> changedRows) {
    List<Line> lines =
        jobs.stream()
            .sorted(
                Comparator.comparing((BulkJobStatus job) -> JobProblems.of(job).isEmpty())
                    .thenComparing(BulkJobStatus::reportType)
                    .thenComparing(BulkJobStatus::tokenRecord))
            .limit(MAX_LINES)
            .map(job -> Line.of(job, changedRows.applyAsLong(job)))
            .toList();
    int rest = jobs.size() - lines.size();
    return new JobsView(
        lines.stream()
            .limit(1)
            .flatMap(line -> line.cells().stream())
            .map(ReportView.Cell::head)
            .toList(),
        lines,
        rest > 0 ? "Not shown: " + PageFormat.count(rest, "job") : "");
  }
}
