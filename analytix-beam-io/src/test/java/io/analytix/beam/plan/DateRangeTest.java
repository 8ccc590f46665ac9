// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DateRangeTest {
  private static final DateRange RANGE = range("2026-02-27", "2026-03-01");

  @Test
  void days_acrossMonths_areAllOfThemOldestFirst() {
    assertThat(RANGE.days())
        .containsExactly(
            LocalDate.parse("2026-02-27"),
            LocalDate.parse("2026-02-28"),
            LocalDate.parse("2026-03-01"))
        .inOrder();
  }

  @Test
  void days_ofOneDay_areThatDay() {
    assertThat(range("2026-02-27", "2026-02-27").days())
        .containsExactly(LocalDate.parse("2026-02-27"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-26, false",
    "2026-02-27, true",
    "2026-02-28, true",
    "2026-03-01, true",
    "2026-03-02, false"
  })
  void contains_bothEndsAndWhatIsBetween(LocalDate day, boolean contained) {
    assertThat(RANGE.contains(day)).isEqualTo(contained);
  }

  @Test
  void range_lastBeforeFirst_isRefusedNamingBoth() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> range("2026-03-01", "2026-02-28"));

    assertThat(refused).hasMessageThat().contains("2026-03-01..2026-02-28");
  }

  @Test
  void text_isWhatAPlanPrints() {
    assertThat(RANGE.toString()).isEqualTo("2026-02-27..2026-03-01");
  }

  private static DateRange range(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }
}
