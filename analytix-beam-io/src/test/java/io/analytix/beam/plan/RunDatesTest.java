// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunDatesTest {
  private static final LocalDate LAST = LocalDate.parse("2026-03-01");
  private static final ReportDefinition REPORT = Reports.find("geography_daily").orElseThrow();

  @Test
  void of_fixedDates_areThoseWhateverTheReportLooksBack() {
    assertThat(RunDates.between(LocalDate.parse("2025-12-31"), LAST).of(REPORT))
        .hasValue(range("2025-12-31"));
  }

  @Test
  void of_lookback_isTheReportsOwnAndCountsTheLastDay() {
    assertThat(REPORT.lookbackDays()).isEqualTo(28);
    assertThat(RunDates.lookback(LAST).of(REPORT)).hasValue(range("2026-02-02"));
  }

  @Test
  void of_lookbackOfTheRun_goesBeforeTheReportsOwn() {
    assertThat(RunDates.lookback(LAST, 2).of(REPORT)).hasValue(range("2026-02-28"));
    assertThat(RunDates.lookback(LAST, 1).of(REPORT)).hasValue(range("2026-03-01"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void lookback_withoutADay_isRefusedNamingWhatItGot(int days) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RunDates.lookback(LAST, days));

    assertThat(refused)
        .hasMessageThat()
        .isEqualTo("lookbackDays must be in 1..20000, but was " + days);
  }

  @Test
  void between_lastBeforeFirst_isRefusedWhereItIsSaid() {
    assertThrows(IllegalArgumentException.class, () -> RunDates.between(LAST.plusDays(1), LAST));
  }

  private static DateRange range(String first) {
    return new DateRange(LocalDate.parse(first), LAST);
  }
}
