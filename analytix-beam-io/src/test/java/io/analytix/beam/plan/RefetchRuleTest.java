// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RefetchRuleTest {
  private static final LocalDate LAST = LocalDate.parse("2026-06-28");
  private static final ReportDefinition GEOGRAPHY = Reports.find("geography_daily").orElseThrow();

  private static RefetchRule rule(Refetch refetch) {
    return new RefetchRule(refetch, RunDates.lookback(LAST));
  }

  private static boolean isSent(Refetch refetch, int age, long totals, EarlierAnswer earlier) {
    LocalDate day = LAST.plusDays(1L - age);
    return rule(refetch)
        .decide(new ReportRequest(GEOGRAPHY, new DateRange(day, day)), totals, earlier)
        .isSent();
  }

  private static EarlierAnswer answer(long answered, long seen, boolean hasRows) {
    return new EarlierAnswer(LAST, new Basis(answered, seen), hasRows);
  }

  @Test
  void appliesTo_isAboutOneDayRequestsOfALookback() {
    ReportDefinition group =
        ReportDefinition.named("of_a_group")
            .dimensions("country")
            .metrics("views")
            .filter("group", "g")
            .build();

    assertThat(rule(Refetch.CHANGED).appliesTo(GEOGRAPHY)).isTrue();
    assertThat(rule(Refetch.SETTLED).appliesTo(GEOGRAPHY)).isTrue();
    assertThat(rule(Refetch.ALWAYS).appliesTo(GEOGRAPHY)).isFalse();
    assertThat(rule(Refetch.CHANGED).appliesTo(group)).isFalse();
    assertThat(new RefetchRule(Refetch.CHANGED, RunDates.between(LAST, LAST)).appliesTo(GEOGRAPHY))
        .isFalse();
    for (ReportDefinition report : Reports.builtInReports()) {
      assertWithMessage(report.name())
          .that(rule(Refetch.CHANGED).appliesTo(report))
          .isEqualTo(report.perDay());
      assertWithMessage(report.name())
          .that(RefetchRule.areTotals(report))
          .isEqualTo(
              report.name().equals("channel_daily")
                  || report.name().equals("channel_revenue_daily"));
    }
  }

  @Test
  void decide_changed_sendsNewMovedAndYoungEmptyDays() {
    assertThat(isSent(Refetch.CHANGED, 5, 0, null)).isFalse();
    assertThat(isSent(Refetch.CHANGED, 5, 7, null)).isTrue();
    assertThat(isSent(Refetch.CHANGED, 5, 7, answer(7, 7, true))).isFalse();
    assertThat(isSent(Refetch.CHANGED, 5, 8, answer(7, 7, true))).isTrue();
    assertThat(isSent(Refetch.CHANGED, 9, 7, answer(7, 7, false))).isTrue();
    assertThat(isSent(Refetch.CHANGED, 10, 7, answer(7, 7, false))).isFalse();
    assertThat(isSent(Refetch.CHANGED, 10, 8, answer(7, 7, false))).isTrue();
    assertThat(isSent(Refetch.CHANGED, 5, 8, answer(7, 8, true))).isTrue();
  }

  @Test
  void decide_settled_waitsForOneRunUnlessTheDayLeavesTheWindow() {
    assertThat(isSent(Refetch.SETTLED, 5, 7, null)).isTrue();
    assertThat(isSent(Refetch.SETTLED, 5, 8, answer(7, 7, true))).isFalse();
    assertThat(isSent(Refetch.SETTLED, 5, 8, answer(7, 8, true))).isTrue();
    assertThat(isSent(Refetch.SETTLED, 5, 9, answer(7, 8, true))).isFalse();
    assertThat(isSent(Refetch.SETTLED, 25, 9, answer(7, 8, true))).isFalse();
    assertThat(isSent(Refetch.SETTLED, 26, 9, answer(7, 8, true))).isTrue();
    assertThat(isSent(Refetch.SETTLED, 28, 9, answer(7, 8, true))).isTrue();
  }

  @Test
  void basis_isReadAsItWasWritten() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Basis basis =
          random.nextBoolean()
              ? new Basis(random.nextLong())
              : new Basis(random.nextLong(), random.nextLong());
      assertThat(Basis.parse(basis.toString())).hasValue(basis);
    }
    assertThat(Basis.parse(null)).isEmpty();
    assertThat(Basis.parse("0123")).isEmpty();
    assertThat(Basis.parse("0123456789abcdef 0123456789ABCDEF")).isEmpty();
  }
}
