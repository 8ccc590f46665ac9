// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.coverage.Outcomes.days;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.pipelines.coverage.Coverage;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.Outcomes;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.plan.DateRange;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PatternRowsTest {
  private static final DateRange WEEK = days("2026-03-01", "2026-03-07");

  private final Coverage coverage = new Coverage(List.of(), StoredDays.NONE);

  @Test
  void of_fewChannels_eachHasARowAndProblemsComeFirst() {
    coverage.add(channel("a-well").ok(WEEK, WEEK));
    coverage.add(channel("b-late").ok(WEEK, days("2026-03-01", "2026-03-05")));
    coverage.add(channel("c-waits").failed(WEEK, Cause.QUOTA_DAY));
    coverage.add(channel("d-refused").failed(WEEK, Cause.FORBIDDEN));
    coverage.add(channel("e-well").ok(WEEK, WEEK));

    assertThat(names(rows()))
        .containsExactly("d-refused", "c-waits", "b-late", "a-well", "e-well")
        .inOrder();
  }

  @Test
  void of_manyChannels_sameStatesShareARow() {
    for (int i = 0; i < 30; i++) {
      Outcomes channel = channel(String.format(Locale.ROOT, "c%02d", i));
      coverage.add(i % 10 == 3 ? channel.failed(WEEK, Cause.BACKEND) : channel.ok(WEEK, WEEK));
    }

    List<PatternRows.Pattern> rows = rows();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).channels().toString()).isEqualTo("[c03, c13, c23]");
    assertThat(rows.get(0).counts().asMap()).containsExactly(DayState.FAILED, 21L);
    assertThat(rows.get(1).channels()).hasSize(27);
  }

  @Test
  void state_ofSeveralDays_isAProblemOrElseTheMostFrequent() {
    coverage.add(channel("mostly").ok(WEEK, days("2026-03-01", "2026-03-05")));
    coverage.add(channel("hardly").ok(WEEK, days("2026-03-01", "2026-03-02")));
    coverage.add(channel("trouble").ok(WEEK, WEEK));
    coverage.add(channel("trouble").failed(days("2026-03-04", "2026-03-04"), Cause.BACKEND));

    assertThat(
            report().channels().stream()
                .map(channel -> channel.channel() + " " + PatternRows.state(channel, WEEK)))
        .containsExactly("hardly EMPTY", "mostly ANSWERED", "trouble FAILED");
  }

  @Test
  void pick_moreRowsThanDrawn_keepsUrgentAndFrequentRows() {
    for (int i = 0; i < 60; i++) {
      String day = String.format(Locale.ROOT, "2026-01-%02d", 1 + i % 30);
      Outcomes channel = channel(String.format(Locale.ROOT, "c%02d", i));
      DateRange requested = days("2026-01-01", "2026-01-30");
      coverage.add(channel.ok(requested, requested));
      if (i < 30) {
        coverage.add(channel.failed(days(day, day), Cause.BACKEND));
      }
    }

    List<PatternRows.Pattern> picked = PatternRows.pick(rows(), 8);

    assertThat(names(picked))
        .containsExactly("c00", "c01", "c02", "c03", "c04", "c05", "c06", "c30")
        .inOrder();
    assertThat(picked.get(7).channels()).hasSize(30);
  }

  private static Outcomes channel(String name) {
    return Outcomes.of("views", name);
  }

  private ReportCoverage report() {
    return coverage.of("views").orElseThrow();
  }

  private List<PatternRows.Pattern> rows() {
    return PatternRows.of(report(), DayColumns.of(report().dates()));
  }

  private static List<String> names(List<PatternRows.Pattern> rows) {
    return rows.stream().map(row -> row.channels().get(0).toString()).toList();
  }
}
