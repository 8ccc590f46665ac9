// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.coverage.Coverage;
import io.analytix.beam.pipelines.coverage.DayCounts;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.report.TimeGrain;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model of the page's template.
 *
 * @param tone tone of the verdict: {@code good}, {@code waiting} or {@code bad}
 * @param badge the verdict in a word
 * @param verdict the verdict in a sentence
 * @param scope reports, channels and dates of the run, in words
 * @param when the time from the first to the last request
 * @param tiles the most important numbers
 * @param outcomes the requests by status
 * @param outcomesInWords the outcomes in one line
 * @param failureHeading heading of the failures
 * @param warnings notes about successful requests
 * @param moreWarnings number of warnings that are left out, in words; empty if none is
 * @param legend the states of a day that occur
 * @param coverage the coverage picture of each report
 * @param table the coverage of all reports in numbers
 * @param heads column heads of the table of reports
 * @param jobs the bulk jobs; null if there are none
 * @param pace the requests over time; null if no request was sent
 * @param options the options of the run
 */
record PageView(
    String runId,
    String tone,
    String badge,
    String verdict,
    String scope,
    String when,
    List<Tile> tiles,
    List<StateCount> outcomes,
    String outcomesInWords,
    String failureHeading,
    List<CauseView> failures,
    List<String> warnings,
    String moreWarnings,
    List<Legend> legend,
    List<CoverageView> coverage,
    CoverageTable table,
    List<String> heads,
    List<ReportView> reports,
    @Nullable JobsView jobs,
    @Nullable PaceView pace,
    List<Map.Entry<String, String>> options) {
  private static final int MAX_WARNINGS = 20;

  /** One of the most important numbers. */
  record Tile(String name, String number, String note) {}

  /** The meaning of the state of a day. */
  record Legend(String style, String name, String meaning) {
    static Legend of(DayState state) {
      return new Legend(PageFormat.style(state), PageFormat.state(state), meaning(state));
    }

    private static String meaning(DayState state) {
      return switch (state) {
        case ANSWERED -> "covered by a response";
        case ANSWERED_EARLIER ->
            "not requested again: the channel's figures are those at the stored response";
        case TRUNCATED -> "covered by a response with the maximum number of rows";
        case EMPTY ->
            "requested, but no rows: not yet available, no activity, or below the privacy"
                + " threshold";
        case UNCONFIRMED -> "the response has no rows for it; rows stored earlier stay";
        case DEFERRED ->
            "not sent, because the day's quota is used up or the run was interrupted; rows stored"
                + " earlier stay";
        case FAILED -> "the request failed; rows stored earlier stay";
        case NOT_REQUESTED -> "not requested by this run";
      };
    }
  }

  static PageView of(RunFacts facts, RunSummary summary) {
    RunStatus verdict = RunStatus.of(facts, summary);
    List<CoverageView> coverage =
        summary.reports().keySet().stream()
            .flatMap(report -> summary.coverage().of(report).stream())
            .map(report -> CoverageView.of(report, facts.titles()))
            .toList();
    DayCounts days = summary.coverage().count();
    int more = summary.warnings().size() - MAX_WARNINGS;
    List<StateCount> outcomes = outcomes(summary.totals());
    return new PageView(
        facts.runId(),
        verdict.tone(),
        verdict.badge(),
        verdict.sentence(),
        scope(summary, coverage),
        when(summary),
        tiles(facts, summary),
        outcomes,
        StateCount.inWords(outcomes),
        failureHeading(summary.totals()),
        summary.causes().stream().map(cause -> CauseView.of(cause, facts.titles())).toList(),
        summary.warnings().stream().limit(MAX_WARNINGS).toList(),
        more > 0 ? "and " + PageFormat.number(more) + " more" : "",
        StateCount.occurring(days).stream().map(Legend::of).toList(),
        coverage,
        CoverageTable.of(summary),
        ReportView.of("", new ReportTotals()).cells().stream().map(ReportView.Cell::head).toList(),
        summary.reports().entrySet().stream()
            .map(report -> ReportView.of(report.getKey(), report.getValue()))
            .toList(),
        jobs(summary),
        PaceView.of(summary.timeline(), facts.queriesPerMinute()),
        List.copyOf(facts.options().entrySet()));
  }

  private static @Nullable JobsView jobs(RunSummary summary) {
    List<BulkJobStatus> all =
        summary.jobs().values().stream().flatMap(ofType -> ofType.jobs().stream()).toList();
    return all.isEmpty() ? null : JobsView.of(all, summary::changedRows);
  }

  private static String scope(RunSummary summary, List<CoverageView> coverage) {
    List<String> dates = coverage.stream().map(CoverageView::dates).distinct().toList();
    return PageFormat.count(coverage.size(), "report")
        + " of "
        + PageFormat.count(summary.channels(), "channel")
        + (dates.size() == 1 ? ", " + dates.get(0) : "");
  }

  private static String when(RunSummary summary) {
    Optional<Duration> took = took(summary);
    return summary.began().map(PageView::time).orElse("")
        + took.map(time -> ", " + PageFormat.duration(time)).orElse("");
  }

  private static String failureHeading(ReportTotals totals) {
    if (totals.count(Status.DEFERRED) == 0) {
      return "Failures";
    }
    return totals.count(Status.FAILED) == 0 ? "Deferred" : "Failed and deferred";
  }

  private static Optional<Duration> took(RunSummary summary) {
    return summary
        .began()
        .flatMap(began -> summary.ended().map(ended -> Duration.between(began, ended)));
  }

  private static String time(Instant instant) {
    return instant
        .truncatedTo(ChronoUnit.SECONDS)
        .toString()
        .replace("T", " ")
        .replace("Z", " UTC");
  }

  private static List<Tile> tiles(RunFacts facts, RunSummary summary) {
    ReportTotals totals = summary.totals();
    TimeGrain most = mostlyBy(summary.coverage());
    DayCounts days = summary.coverage().count(most);
    List<Tile> tiles = new ArrayList<>();
    tiles.add(
        new Tile(
            "Answered",
            PageFormat.percent(days.answered(), days.requested()),
            "of "
                + PageFormat.number(days.requested())
                + " "
                + PageFormat.counted(most)
                + " requested"));
    tiles.add(new Tile("Rows", PageFormat.number(totals.rows()), changes(facts)));
    tiles.add(
        new Tile(
            "Requests sent",
            PageFormat.number(totals.without(summary.bulkFiles()).requests() + facts.bulk().sent()),
            (totals.retries() == 0
                    ? "no retries"
                    : PageFormat.number(totals.retries()) + " of them retries")
                + (facts.bulk().sent() == 0
                    ? ""
                    : ", "
                        + PageFormat.number(facts.bulk().files())
                        + " for bulk files, "
                        + PageFormat.number(facts.bulk().lists())
                        + " to list them")));
    tiles.add(
        new Tile(
            "Duration",
            took(summary).map(PageFormat::duration).orElse("–"),
            "from the first request to the last response"));
    return tiles;
  }

  /** Days, if any report is by day, because days and months cannot be added up. */
  private static TimeGrain mostlyBy(Coverage coverage) {
    return Arrays.stream(TimeGrain.values())
        .filter(every -> coverage.count(every).requested() > 0)
        .findFirst()
        .orElse(TimeGrain.DAY);
  }

  private static String changes(RunFacts facts) {
    if (facts.changes() == null) {
      return "in the responses";
    }
    return PageFormat.number(facts.changes().rowsInserted())
        + " new, "
        + PageFormat.number(facts.changes().rowsUpdated())
        + " changed, "
        + PageFormat.number(facts.changes().rowsDeleted())
        + " removed";
  }

  private static List<StateCount> outcomes(ReportTotals totals) {
    List<StateCount> parts = new ArrayList<>();
    for (Status status : Status.values()) {
      if (totals.count(status) > 0) {
        parts.add(new StateCount(style(status), status.name(), totals.count(status)));
      }
    }
    return parts;
  }

  private static String style(Status status) {
    return PageFormat.style(
        switch (status) {
          case OK -> DayState.ANSWERED;
          case EMPTY -> DayState.EMPTY;
          case TRUNCATED -> DayState.TRUNCATED;
          case UNCHANGED -> DayState.ANSWERED_EARLIER;
          case FAILED -> DayState.FAILED;
          case DEFERRED -> DayState.DEFERRED;
        });
  }
}
