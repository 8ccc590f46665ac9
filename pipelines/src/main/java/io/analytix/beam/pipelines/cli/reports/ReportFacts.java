// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.report.Glossary;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.report.TimeGrain;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a report, derived from its definition and its plan.
 *
 * @param tells its description, empty for a custom report
 * @param every the time grain of a row
 * @param requestCovers the part of a run's dates that one request covers
 * @param requestsPerNight maximum requests per channel of a run without dates, because a request
 *     for one day is sent if the day has changed; null for a report that requires dates
 * @param year the year of {@code requestsPerYear}
 * @param requestsPerYear requests per channel of a run over that year
 * @param maxRows maximum rows of a response, null without a limit
 */
record ReportFacts(
    String name,
    String tells,
    List<String> dimensions,
    List<String> metrics,
    String every,
    String requestCovers,
    int lookbackDays,
    @Nullable Integer requestsPerNight,
    int year,
    int requestsPerYear,
    String scope,
    boolean money,
    @Nullable Integer maxRows) {

  private static final ChannelRef ANY = new ChannelRef("any", null, null, null);

  /** The facts of a report for a run that ends with {@code yesterday}. */
  static ReportFacts of(ReportDefinition report, LocalDate yesterday) {
    int year = yesterday.getYear() - 1;
    int requestsPerYear = queries(report, wholeYear(year));
    RowCap cap = report.cap();
    return new ReportFacts(
        report.name(),
        Glossary.ofReport(report.name()).orElse(""),
        report.dimensions(),
        report.metrics(),
        report.every().name().toLowerCase(Locale.ROOT),
        covers(report, requestsPerYear),
        report.lookbackDays(),
        needsDates(report) ? null : queries(report, RunDates.lookback(yesterday)),
        year,
        requestsPerYear,
        (report.monetary() ? ConsentScope.MONETARY_READONLY : ConsentScope.READONLY).shortName(),
        report.monetary(),
        cap == null ? null : cap.maxResults());
  }

  /** All days of a year. */
  static RunDates wholeYear(int year) {
    return RunDates.between(MonthDay.of(1, 1).atYear(year), MonthDay.of(12, 31).atYear(year));
  }

  /** Whether the report requires dates. */
  static boolean needsDates(ReportDefinition report) {
    return report.every() == TimeGrain.RANGE && report.each() == null;
  }

  /** The requests of one channel. */
  static List<ReportRequest> requests(ReportDefinition report, RunDates dates) {
    ShardPlanner planner = new ShardPlanner(List.of(report), dates);
    return planner.plan(ANY).stream()
        .flatMap((Shard shard) -> planner.requests(shard).stream())
        .toList();
  }

  /** The requests of one channel; for reports of every video, with up to 500 videos. */
  private static int queries(ReportDefinition report, RunDates dates) {
    return requests(report, dates).stream().mapToInt(ReportRequest::queries).sum();
  }

  private static String covers(ReportDefinition report, int requestsPerYear) {
    if (report.source() == ReportSource.VIDEO_QUERY) {
      return "all days of up to 500 videos";
    }
    IdChoice each = report.each();
    if (each != null) {
      return "one " + each.by();
    }
    boolean all = requestsPerYear == 1;
    return switch (report.every()) {
      case DAY -> all ? "all days" : "one day";
      case MONTH -> all ? "all months" : "one month";
      case RANGE -> "the range";
      case SNAPSHOT -> "what there is";
    };
  }
}
