// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.coverage.Outcomes.day;
import static io.analytix.beam.pipelines.coverage.Outcomes.days;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.Outcomes;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.SeriesBreaks;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RunSummaryTest {
  private static final String SHORTS = SeriesBreaks.ofColumn("views").get(0).text();
  private static final String ALL_FORMATS = SeriesBreaks.ofColumn("views").get(1).text();
  private static final String CITY = SeriesBreaks.ofColumn("city").get(0).text();

  private static final List<ReportDefinition> REPORTS =
      Stream.concat(
              Reports.builtInReports().stream(),
              Stream.of(
                  ReportDefinition.named("cities")
                      .dimensions("city")
                      .metrics("estimatedMinutesWatched")
                      .top(25, "estimatedMinutesWatched")
                      .build()))
          .toList();

  @Test
  void warnings_namesEachCrossedBreakOnceAndFirst() {
    RunSummary summary =
        summary(
            Outcomes.of("channel_daily", "b")
                .failed(days("2025-03-01", "2026-09-30"), Cause.BACKEND),
            Outcomes.of("channel_daily", "a").empty(days("2025-03-01", "2026-09-30")),
            Outcomes.of("device_daily", "a").empty(days("2026-08-01", "2026-09-30")));
    summary.warn("A note");

    assertThat(summary.warnings()).containsExactly(SHORTS, ALL_FORMATS, "A note").inOrder();
  }

  @Test
  void warnings_requestsOfSingleDays_crossTogether() {
    assertThat(
            summary(
                    Outcomes.of("geography_daily", "a").empty(day("2025-03-31")),
                    Outcomes.of("geography_daily", "a").empty(day("2025-03-30")))
                .warnings())
        .containsExactly(SHORTS);
    assertThat(
            summary(
                    Outcomes.of("geography_daily", "a").empty(day("2025-03-31")),
                    Outcomes.of("sharing_daily", "a").empty(day("2025-03-30")))
                .warnings())
        .isEmpty();
  }

  @Test
  void warnings_reportsWithoutTheColumn_crossNothing() {
    assertThat(
            summary(
                    Outcomes.of("channel_revenue_daily", "a")
                        .empty(days("2025-01-01", "2026-09-30")),
                    Outcomes.of("groups", "a").empty(days("2025-01-01", "2026-09-30")))
                .warnings())
        .isEmpty();
  }

  @Test
  void warnings_bulkFilesAndContentOwners_haveTheirBreaks() {
    assertThat(
            summary(
                    Outcomes.of("channel_basic_a3", "a").empty(day("2026-08-23")),
                    Outcomes.of("channel_basic_a3", "a").empty(day("2026-08-29")))
                .warnings())
        .containsExactly(ALL_FORMATS);
    assertThat(
            summary(Outcomes.of("cities", "a").empty(days("2026-06-01", "2026-06-30"))).warnings())
        .isEmpty();
    assertThat(
            summary(new Outcomes("cities", "a", "owner").empty(days("2026-06-01", "2026-06-30")))
                .warnings())
        .containsExactly(CITY);
  }

  private static RunSummary summary(Outcome... outcomes) {
    RunSummary summary = new RunSummary(REPORTS, (outcome, days) -> Set.of());
    List.of(outcomes).forEach(summary::add);
    return summary;
  }
}
