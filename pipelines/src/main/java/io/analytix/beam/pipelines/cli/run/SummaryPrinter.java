// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.console.Backfill;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import io.analytix.beam.pipelines.runreport.FailureCause;
import io.analytix.beam.pipelines.runreport.FailureGroup;
import io.analytix.beam.pipelines.runreport.JobTotals;
import io.analytix.beam.pipelines.runreport.ReportTotals;
import io.analytix.beam.pipelines.runreport.RunSummary;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.report.TableDefinition;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints the summary of a run. */
public final class SummaryPrinter {
  /** Further names are only counted. */
  private static final int MAX_NAMES = 4;

  /** Further messages of a cause are only counted. */
  private static final int MAX_MESSAGES = 6;

  private static final int MAX_WARNINGS = 20;

  private final PrintWriter out;
  private final CliEnvironment environment;

  public SummaryPrinter(PrintWriter out, CliEnvironment environment) {
    this.out = out;
    this.environment = environment;
  }

  public void print(LocalRun.Result result) {
    RunSummary summary = result.summary();
    ReportTotals files = summary.bulkFiles();
    ReportTotals totals = summary.totals().without(files);
    line("Run %s: %s", result.runId(), dates(result));
    line("");
    reports(summary);
    coverage(summary);
    if (result.planned() > 0 || !result.request().reports().isEmpty()) {
      line(
          "Requests: %,d planned, %,d sent%s; %s.",
          result.planned(), totals.requests(), retries(totals), outcomes(totals));
    }
    if (result.request().bulk().isWanted()) {
      line(
          "Bulk files: %,d planned, %,d requests sent%s: %,d for files, %,d to list jobs and files;"
              + " %s.",
          result.bulk().planned(),
          result.bulk().sent(),
          retries(files),
          result.bulk().files(),
          result.bulk().lists(),
          outcomes(files));
    }
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
      line("Data API: %s.", Plurals.of(result.listed(), "unit"));
    }
    jobs(result);
    if (totals.count(Status.DEFERRED) > 0) {
      line(
          "%,d requests are deferred because the day's quota is used up. Run again with --resume"
              + " after midnight Pacific time.",
          totals.count(Status.DEFERRED));
    }
    if (files.count(Status.DEFERRED) > 0) {
      line(
          "%,d bulk files are deferred because the day's quota is used up. Run again after midnight"
              + " Pacific time.",
          files.count(Status.DEFERRED));
    }
    summary.causes().forEach(cause -> failure(cause, result.titles(), summary.reports().size()));
    newestDays(summary, result.titles());
    warnings(summary);
    stored(result);
    monthFiles(result);
    line("Output: %s", result.output());
    result.page().ifPresent(page -> line("Page: %s", page));
    out.flush();
  }

  private static String retries(ReportTotals totals) {
    return totals.retries() == 0
        ? ""
        : String.format(Locale.ROOT, " (%,d retries)", totals.retries());
  }

  private static String outcomes(ReportTotals totals) {
    return Plurals.of(totals.outcomes(), "outcome");
  }

  private void jobs(LocalRun.Result result) {
    Map<String, JobTotals> jobs = result.summary().jobs();
    if (jobs.isEmpty()) {
      return;
    }
    line("");
    Table table =
        table("BULK JOBS")
            .right("JOBS")
            .right("DAYS")
            .right("NO FILE")
            .right("NO ROWS")
            .right("REISSUED")
            .right("UNFETCHED")
            .right("VANISH IN")
            .right("EXPIRE IN");
    jobs.forEach(
        (type, totals) ->
            table.row(
                type,
                number(totals.jobs().size()),
                number(totals.days()),
                number(totals.missing()),
                number(totals.headerOnly()),
                number(totals.reissued()),
                number(totals.unfetched()),
                days(totals.daysToVanish()),
                days(totals.daysToExpiry())));
    print(table);
    jobs.forEach(
        (type, totals) -> {
          if (totals.replaced() > 0) {
            line(
                "Newer files of %s replaced %s; %s differ.",
                type,
                Plurals.of(totals.replaced(), "stored day"),
                Plurals.of(totals.changedRows(), "row"));
          }
        });
  }

  private static String days(OptionalLong days) {
    return days.isPresent() ? days.getAsLong() + " d" : "-";
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

  private void reports(RunSummary summary) {
    Table table =
        table("REPORT")
            .right("REQUESTS")
            .right("OK")
            .right("EMPTY")
            .rightUnlessZero("TRUNC")
            .rightUnlessZero("UNCHANGED")
            .rightUnlessZero("DEFERRED")
            .right("FAILED")
            .right("ROWS");
    summary
        .reports()
        .forEach(
            (name, report) ->
                table.row(
                    name,
                    number(report.outcomes()),
                    number(report.count(Status.OK)),
                    number(report.count(Status.EMPTY)),
                    number(report.count(Status.TRUNCATED)),
                    number(report.count(Status.UNCHANGED)),
                    number(report.count(Status.DEFERRED)),
                    number(report.count(Status.FAILED)),
                    number(report.rows())));
    print(table);
  }

  private Table table(String first) {
    return new Table(environment.outColors()).left(first);
  }

  private void print(Table table) {
    table.lines(environment.outWidth()).forEach(out::println);
    out.println();
  }

  private void coverage(RunSummary summary) {
    if (summary.totals().outcomes() == 0) {
      return;
    }
    Table table =
        table("COVERAGE")
            .right("CHANNELS")
            .right("REQUESTED")
            .right("ANSWERED")
            .rightUnlessZero("TRUNC")
            .rightUnlessZero("EARLIER")
            .right("EMPTY")
            .rightUnlessZero("UNCONF")
            .rightUnlessZero("DEFERRED")
            .right("FAILED");
    for (String report : summary.reports().keySet()) {
      summary.coverage().of(report).ifPresent(one -> coverage(table, one));
    }
    print(table);
    long unconfirmed = summary.coverage().count().of(DayState.UNCONFIRMED);
    if (unconfirmed > 0) {
      line(
          "%,d unconfirmed (UNCONF): the responses have no rows, rows stored earlier are kept.",
          unconfirmed);
      line("");
    }
  }

  private static void coverage(Table table, ReportCoverage report) {
    DayCounts days = report.count();
    table.row(
        report.report(),
        report.extent(),
        number(days.requested()),
        number(days.answered()),
        number(days.of(DayState.TRUNCATED)),
        number(days.of(DayState.ANSWERED_EARLIER)),
        number(days.of(DayState.EMPTY)),
        number(days.of(DayState.UNCONFIRMED)),
        number(days.of(DayState.DEFERRED)),
        number(days.of(DayState.FAILED)));
  }

  private void failure(FailureCause cause, ChannelTitles titles, int allReports) {
    line("");
    line(
        "%s %s %s: %s of %s",
        cause.status(),
        cause.cause(),
        names(cause.channels().stream().map(titles::label).toList()),
        Plurals.of(cause.count(), "request"),
        cause.cause().equals(Cause.SCOPE_MISSING.name())
            ? String.join(", ", cause.reports())
            : reports(cause.reports(), allReports));
    List<FailureGroup> messages = cause.messages();
    for (FailureGroup group : messages.subList(0, Math.min(MAX_MESSAGES, messages.size()))) {
      indented(
          messages.size() == 1
              ? group.message()
              : group.message() + " (" + Plurals.of(group.count(), "request") + ")");
    }
    if (messages.size() > MAX_MESSAGES) {
      indented(
          Plurals.of(messages.size() - MAX_MESSAGES, "more message")
              + ": see _outcomes in the output.");
    }
    cause.remedies().forEach(this::indented);
  }

  private void warnings(RunSummary summary) {
    summary.warnings().stream().limit(MAX_WARNINGS).forEach(warning -> line("Mind: %s", warning));
    int rest = summary.warnings().size() - MAX_WARNINGS;
    if (rest > 0) {
      line("Mind: %,d more warnings: see message in _outcomes of the output.", rest);
    }
  }

  private void newestDays(RunSummary summary, ChannelTitles titles) {
    Map<LocalDate, SortedSet<String>> days = summary.newestDays().descendingMap();
    if (days.isEmpty()) {
      return;
    }
    line("");
    line(
        "Newest day with rows (YouTube publishes data after two to three days; later runs fetch"
            + " missing days):");
    days.forEach(
        (day, records) ->
            indented(day + "  " + names(records.stream().map(titles::label).toList())));
  }

  private static String reports(SortedSet<String> reports, int all) {
    return reports.size() > MAX_NAMES && reports.size() == all
        ? "all " + all + " reports"
        : names(reports);
  }

  private static String names(Collection<String> names) {
    List<String> shown = names.stream().limit(MAX_NAMES).toList();
    int rest = names.size() - shown.size();
    return String.join(", ", shown)
        + (rest == 0 ? "" : String.format(Locale.ROOT, " and %,d more", rest));
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
    Table table =
        table("ROWS").right("NEW").right("CHANGED").right("REMOVED").right("AS BEFORE").left("");
    List<String> names =
        Stream.concat(
                result.request().tables().stream().map(TableDefinition::name),
                result.request().bulk().ids().stream())
            .toList();
    for (String name : names) {
      StoreChanges changes = result.stored().byReport().getOrDefault(name, StoreChanges.NONE);
      if (!changes.equals(StoreChanges.NONE)) {
        table.row(
            name,
            number(changes.rowsInserted()),
            number(changes.rowsUpdated()),
            number(changes.rowsDeleted()),
            number(changes.rowsUnchanged()),
            changes.storeFailures() > 0 ? "could not be stored" : "");
      }
    }
    print(table);
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private void line(String format, @Nullable Object... values) {
    print(values.length == 0 ? format : String.format(Locale.ROOT, format, values), 0);
  }

  private void indented(String text) {
    print(text, 2);
  }

  /** Lines are wrapped for a terminal only: in a file, a line is easier to find and to cut. */
  private void print(String text, int indent) {
    String line = PrintableText.of(text);
    out.println(
        environment.outIsTerminal()
            ? TextWrap.paragraph(line, indent, environment.outWidth())
            : " ".repeat(indent) + line);
  }
}
