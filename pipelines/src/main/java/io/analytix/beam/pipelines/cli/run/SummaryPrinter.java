// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.console.Backfill;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import io.analytix.beam.pipelines.runreport.FailureGroup;
import io.analytix.beam.pipelines.runreport.ReportTotals;
import io.analytix.beam.pipelines.runreport.RunSummary;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.report.ReportDefinition;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Prints the summary of a run. */
public final class SummaryPrinter {
  /** Further names are only counted. */
  private static final int MAX_NAMES = 4;

  /** Further kinds of failure are only counted, because each may name hundreds of records. */
  private static final int MAX_FAILURES = 20;

  private static final int MAX_WARNINGS = 20;

  private final PrintWriter out;

  public SummaryPrinter(PrintWriter out) {
    this.out = out;
  }

  public void print(LocalRun.Result result) {
    RunSummary summary = result.summary();
    ReportTotals totals = summary.totals();
    line("Run %s: %s", result.runId(), dates(result));
    line("");
    line(
        "%-26s %9s %9s %9s %9s %9s %9s",
        "REPORT", "REQUESTS", "OK", "EMPTY", "TRUNC", "FAILED", "ROWS");
    summary.reports().forEach(this::report);
    line("");
    coverage(summary);
    line(
        "Requests: %,d planned, %,d sent%s; %s.",
        result.planned(),
        totals.requests(),
        totals.retries() == 0
            ? ""
            : String.format(Locale.ROOT, "  (%,d retries)", totals.retries()),
        Plurals.of(totals.outcomes(), "outcome"));
    if (totals.count(Status.UNCHANGED) > 0) {
      line(
          "Unchanged: %s not sent, because the channel's figures of the day have not changed, or"
              + " there are none (--refetch).",
          Plurals.of(totals.count(Status.UNCHANGED), "request"));
    }
    if (result.answeredBefore() > 0) {
      line(
          "Resumed: %s completed by earlier runs, not sent again.",
          Plurals.of(result.answeredBefore(), "request"));
    }
    backfill(result);
    if (result.listed() > 0) {
      line("Data API: %s to list uploads.", Plurals.of(result.listed(), "request"));
    }
    if (totals.count(Status.DEFERRED) > 0) {
      line(
          "%,d requests are deferred because the day's quota is used up. Run again with --resume"
              + " after midnight Pacific time.",
          totals.count(Status.DEFERRED));
    }
    failures(summary);
    newestDays(summary);
    warnings(summary);
    stored(result);
    monthFiles(result);
    line("Output: %s", result.output());
    result.page().ifPresent(page -> line("Page: %s", page));
    out.flush();
  }

  private void backfill(LocalRun.Result result) {
    LocalDate from = result.request().dates().backfillFrom();
    if (from != null) {
      line("%s", Backfill.line(from, result.backfilled()));
    }
  }

  private static String dates(LocalRun.Result result) {
    return result.request().dates().first() == null
        ? "each report's look-back ending " + result.request().dates().last()
        : result.request().dates().first() + " to " + result.request().dates().last();
  }

  private void report(String name, ReportTotals report) {
    line(
        "%-26s %,9d %,9d %,9d %,9d %,9d %,9d",
        name,
        report.outcomes(),
        report.count(Status.OK),
        report.count(Status.EMPTY),
        report.count(Status.TRUNCATED),
        report.count(Status.FAILED),
        report.rows());
  }

  private void coverage(RunSummary summary) {
    if (summary.totals().outcomes() == 0) {
      return;
    }
    line(
        "%-26s %16s %9s %9s %9s %9s %9s %9s",
        "COVERAGE", "CHANNELS", "REQUESTED", "ANSWERED", "EMPTY", "UNCONF", "FAILED", "DEFERRED");
    for (String report : summary.reports().keySet()) {
      summary.coverage().of(report).ifPresent(this::coverage);
    }
    long unconfirmed = summary.coverage().count().of(DayState.UNCONFIRMED);
    if (unconfirmed > 0) {
      line(
          "%,d unconfirmed (UNCONF): the responses have no rows, rows stored earlier are kept.",
          unconfirmed);
    }
    line("");
  }

  private void coverage(ReportCoverage report) {
    DayCounts days = report.count();
    long cut = days.of(DayState.TRUNCATED);
    long before = days.of(DayState.ANSWERED_EARLIER);
    line(
        "%-26s %16s %,9d %,9d %,9d %,9d %,9d %,9d%s%s",
        report.report(),
        report.extent(),
        days.requested(),
        days.answered(),
        days.of(DayState.EMPTY),
        days.of(DayState.UNCONFIRMED),
        days.of(DayState.FAILED),
        days.of(DayState.DEFERRED),
        before == 0 ? "" : String.format(Locale.ROOT, "    %,d answered earlier", before),
        cut == 0 ? "" : String.format(Locale.ROOT, "    %,d of the answered truncated", cut));
  }

  private void failures(RunSummary summary) {
    summary.failures().stream().limit(MAX_FAILURES).forEach(this::failure);
    int rest = summary.failures().size() - MAX_FAILURES;
    if (rest > 0) {
      line("");
      line("%,d more kinds of failure: see _outcomes in the output.", rest);
    }
  }

  private void warnings(RunSummary summary) {
    summary.warnings().stream().limit(MAX_WARNINGS).forEach(warning -> line("Mind: %s", warning));
    int rest = summary.warnings().size() - MAX_WARNINGS;
    if (rest > 0) {
      line("Mind: %,d more warnings: see message in _outcomes of the output.", rest);
    }
  }

  private void failure(FailureGroup failure) {
    line("");
    line(
        "%s %s %s: %,d request%s of %s",
        failure.status(),
        failure.cause(),
        names(failure.records()),
        failure.count(),
        failure.count() == 1 ? "" : "s",
        String.join(", ", failure.reports()));
    line("  %s", failure.message());
    line("  %s", failure.remedy());
  }

  private void newestDays(RunSummary summary) {
    Map<LocalDate, SortedSet<String>> days = summary.newestDays().descendingMap();
    if (days.isEmpty()) {
      return;
    }
    line("");
    line(
        "Newest day with rows (YouTube publishes data after two to three days; later runs fetch"
            + " missing days):");
    days.forEach((day, records) -> line("  %s  %s", day, names(records)));
  }

  private static String names(SortedSet<String> records) {
    List<String> shown = new ArrayList<>(records).subList(0, Math.min(MAX_NAMES, records.size()));
    int rest = records.size() - shown.size();
    return String.join(", ", shown) + (rest == 0 ? "" : " and " + rest + " more");
  }

  private void stored(LocalRun.Result result) {
    StoreChanges changes = result.stored().all();
    line("");
    if (!result.stored().files()) {
      tables(result);
    } else if (changes.filesWritten() + changes.filesDeleted() + changes.storeFailures() == 0) {
      line(
          "Nothing changed: %s with %s.",
          Plurals.of(changes.filesUntouched(), "file"), Plurals.of(changes.rowsUnchanged(), "row"));
    } else {
      line(
          "Files: %,d written, %,d removed, %,d unchanged. Rows: %,d new, %,d changed, %,d removed,"
              + " %,d unchanged.",
          changes.filesWritten(),
          changes.filesDeleted(),
          changes.filesUntouched(),
          changes.rowsInserted(),
          changes.rowsUpdated(),
          changes.rowsDeleted(),
          changes.rowsUnchanged());
    }
  }

  private void monthFiles(LocalRun.Result result) {
    if (result.stored().monthFiles() > 0) {
      line("Month files: %,d changed.", result.stored().monthFiles());
    }
  }

  /** By the statistics of the jobs that changed the tables. */
  private void tables(LocalRun.Result result) {
    StoreChanges all = result.stored().all();
    boolean nothing = all.rowsInserted() + all.rowsUpdated() + all.rowsDeleted() == 0;
    if (nothing && all.storeFailures() == 0) {
      line("Nothing changed: %s.", Plurals.of(all.rowsUnchanged(), "row"));
      return;
    }
    line("%-26s %9s %9s %9s %9s", "ROWS", "NEW", "CHANGED", "REMOVED", "AS BEFORE");
    for (ReportDefinition report : result.request().reports()) {
      StoreChanges changes =
          result.stored().byReport().getOrDefault(report.name(), StoreChanges.NONE);
      if (changes.equals(StoreChanges.NONE)) {
        continue;
      }
      line(
          "%-26s %,9d %,9d %,9d %,9d%s",
          report.name(),
          changes.rowsInserted(),
          changes.rowsUpdated(),
          changes.rowsDeleted(),
          changes.rowsUnchanged(),
          changes.storeFailures() > 0 ? "  could not be stored" : "");
    }
  }

  private void line(String format, @Nullable Object... values) {
    String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    out.println(PrintableText.of(line));
  }
}
