// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.truth;

import static com.google.common.truth.Truth.assertThat;
import static java.util.Objects.requireNonNull;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The truth about a report is the truth about the questions that it stands for. */
class ReportTruthTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  @Test
  void rows_ofAFilteredReport_areThoseOfTheFilter() {
    World world = World.builder(5).today(TODAY).channels(1).build();
    String id = world.channels().get(0).id();
    ReportDefinition states =
        ReportDefinition.named("us_states_daily")
            .dimensions("province")
            .metrics("views")
            .filter("country", "US")
            .build();
    DateRange days = new DateRange(FIRST, FIRST.plusDays(2));
    List<Map<String, Object>> expected = new ArrayList<>();
    days.days()
        .forEach(
            day ->
                world
                    .truth(
                        ReportQuestion.of(id, List.of("province"), List.of("views"), day, day)
                            .filteredBy("country", List.of("US")))
                    .forEach(
                        row ->
                            expected.add(
                                Map.of(
                                    "day", day,
                                    "province", requireNonNull(row.get("province")),
                                    "views", requireNonNull(row.get("views"))))));

    assertThat(ReportTruth.rows(world, states, id, days)).isEqualTo(expected);
    assertThat(expected).isNotEmpty();
  }

  @Test
  void rows_ofMonthsAndRanges_haveTheirTimeColumns() {
    World world = World.builder(5).today(TODAY).channels(1).build();
    String id = world.channels().get(0).id();
    DateRange days = new DateRange(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 10, 31));
    LocalDate october = LocalDate.of(2026, 10, 1);
    long all = views(world, id, days);
    long first = views(world, id, new DateRange(days.first(), october.minusDays(1)));
    List<Map<String, Object>> months =
        List.of(
            Map.of("month", days.first(), "views", first),
            Map.of("month", october, "views", all - first));
    ReportDefinition.Builder views = ReportDefinition.named("views").metrics("views");

    assertThat(ReportTruth.rows(world, views.every(TimeGrain.MONTH).build(), id, days))
        .isEqualTo(months);
    assertThat(ReportTruth.rows(world, views.dimensions("month").build(), id, days))
        .containsExactlyElementsIn(months);
    assertThat(ReportTruth.rows(world, views.dimensions().every(TimeGrain.RANGE).build(), id, days))
        .containsExactly(Map.of("start_date", days.first(), "end_date", days.last(), "views", all));
  }

  private static long views(World world, String id, DateRange days) {
    return (long)
        requireNonNull(
            world
                .truth(id, List.of(), List.of("views"), days.first(), days.last())
                .get(0)
                .get("views"));
  }

  @Test
  void rows_ofEveryBuiltInReport_areThere() {
    World world = World.builder(5).today(TODAY).channels(1).build();
    String id = world.channels().get(0).id();
    DateRange days = new DateRange(FIRST, FIRST.plusDays(6));

    for (ReportDefinition report : Reports.builtInReports()) {
      if (report.source().usesGroups()) {
        continue;
      }
      List<String> columns =
          new ArrayList<>(
              switch (report.every()) {
                case DAY, MONTH -> List.of("day");
                case RANGE -> List.of("start_date", "end_date");
                case SNAPSHOT -> List.<String>of();
              });
      report.columns().forEach(column -> columns.add(column.columnName()));
      List<Map<String, Object>> rows = ReportTruth.rows(world, report, id, days);

      assertThat(rows).isNotEmpty();
      assertThat(rows.get(0).keySet())
          .containsExactlyElementsIn(columns.stream().distinct().toList());
      assertThat(
              rows.stream()
                  .map(row -> (LocalDate) row.get("day"))
                  .allMatch(day -> report.every() != TimeGrain.DAY || days.contains(day)))
          .isTrue();
    }
  }
}
