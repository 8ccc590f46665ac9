// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DayColumnsTest {
  private static final LocalDate FIRST = LocalDate.parse("2024-01-05");

  @ParameterizedTest
  @CsvSource({
    "1,day,1",
    "5,day,5",
    "120,day,120",
    "121,week,18",
    "800,week,115",
    "841,month,28",
    "3000,month,99"
  })
  void of_anyDays_areFewColumnsThatHoldEachDayOnce(int days, String unit, int columns) {
    DateRange dates = new DateRange(FIRST, FIRST.plusDays(days - 1L));

    DayColumns cut = DayColumns.of(dates);

    assertThat(cut.unit()).isEqualTo(unit);
    assertThat(cut.columns()).hasSize(columns);
    List<LocalDate> held = cut.columns().stream().flatMap(DateRange::days).toList();
    assertThat(held).containsExactlyElementsIn(dates.days().toList()).inOrder();
  }
}
