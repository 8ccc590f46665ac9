// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

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
 * All that the page's template shows.
 *
 * @param tone of the verdict: {@code good}, {@code waiting} or {@code bad}
 * @param badge the verdict in a word
 * @param verdict the verdict in a sentence
 * @param asked reports, channels and dates in a sentence
 * @param when the time from the first to the last request
 * @param tiles the numbers to see first
 * @param outcomes the requests by status
 * @param outcomesInWords the same in a line
 * @param trouble the head above the failures
 * @param warnings what went well but should be known
 * @param moreWarnings says how many warnings are left out; empty if none is
 * @param legend the states of a day that occur
 * @param coverage a picture of each report
 * @param table the coverage of all reports in numbers
 * @param heads of the table of reports
 * @param pace the requests over time; null if nothing was sent
 * @param options what the run was told
 */
record PageView(
    String runId,
    String tone,
    String badge,
    String verdict,
    String asked,
    String when,
    List<Tile> tiles,
    List<StateCount> outcomes,
    String outcomesInWords,
    String trouble,
    List<CauseView> failures,
    List<String> warnings,
    String moreWarnings,
    List<Legend> legend,
    List<CoverageView> coverage,
    CoverageTable table,
    List<String> heads,
    List<ReportView> reports,
    @Nullable PaceView pace,
    List<Map.Entry<String, String>> options) {
  private static final int WARNINGS = 20;

  /** A number to see first. */
  record Tile(String name, String number, String note) {}

  /** What a state of a day means. */
  record Legend(String style, String name, String meaning) {
    static Legend of(DayState state) {
      return new Legend(PageFormat.style(state), PageFormat.state(state), meaning(state));
    }

    private static String meaning(DayState state) {
      return switch (state) {
        case ANSWERED -> "an answer speaks for the day";
        case TRUNCATED -> "answered with as many rows as the API gives at most";
        case EMPTY -> "asked, no rows: not counted yet, no activity, or withheld";
        case UNCONFIRMED -> "the answer has no row of it, but earlier rows are stored: they stay";
        case DEFERRED -> "the day's quota is used up: earlier rows stay";
        case FAILED -> "the request failed: earlier rows stay";
        case NOT_ASKED -> "no request of this run asked for the day";
      };
    }
  }

  static PageView of(RunFacts facts, RunSummary summary) {
    RunStatus verdict = RunStatus.of(facts, summary.totals());
    List<CoverageView> coverage =
        summary.reports().keySet().stream()
            .flatMap(report -> summary.coverage().of(report).stream())
            .map(CoverageView::of)
            .toList();
    DayCounts days = summary.coverage().count();
    int more = summary.warnings().size() - WARNINGS;
    List<StateCount> outcomes = outcomes(summary.totals());
    return new PageView(
        facts.runId(),
        verdict.tone(),
        verdict.badge(),
        verdict.sentence(),
        asked(summary, coverage),
        when(summary),
        tiles(facts, summary),
        outcomes,
        StateCount.inWords(outcomes),
        trouble(summary.totals()),
        CauseView.of(summary.failures()),
        summary.warnings().stream().limit(WARNINGS).toList(),
        more > 0 ? "and " + PageFormat.number(more) + " more" : "",
        StateCount.occurring(days).stream().map(Legend::of).toList(),
        coverage,
        CoverageTable.of(summary),
        ReportView.of("", new ReportTotals()).cells().stream().map(ReportView.Cell::head).toList(),
        summary.reports().entrySet().stream()
            .map(report -> ReportView.of(report.getKey(), report.getValue()))
            .toList(),
        PaceView.of(summary.sendings(), facts.queriesPerMinute()),
        List.copyOf(facts.options().entrySet()));
  }

  private static String asked(RunSummary summary, List<CoverageView> coverage) {
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

  private static String trouble(ReportTotals totals) {
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
            PageFormat.percent(days.answered(), days.asked()),
            "of " + PageFormat.number(days.asked()) + " " + PageFormat.counted(most) + " asked"));
    tiles.add(new Tile("Rows", PageFormat.number(totals.rows()), changes(facts)));
    tiles.add(
        new Tile(
            "Requests sent",
            PageFormat.number(totals.requests()),
            totals.retries() == 0
                ? "none sent again"
                : PageFormat.number(totals.retries()) + " of them sent again"));
    tiles.add(
        new Tile(
            "Duration",
            took(summary).map(PageFormat::duration).orElse("–"),
            "from the first request to the last answer"));
    return tiles;
  }

  /** Days, if any report is by day: days and months have no sum that says anything. */
  private static TimeGrain mostlyBy(Coverage coverage) {
    return Arrays.stream(TimeGrain.values())
        .filter(every -> coverage.count(every).asked() > 0)
        .findFirst()
        .orElse(TimeGrain.DAY);
  }

  private static String changes(RunFacts facts) {
    if (facts.changes() == null) {
      return "in the answers";
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
          case FAILED -> DayState.FAILED;
          case DEFERRED -> DayState.DEFERRED;
        });
  }
}
