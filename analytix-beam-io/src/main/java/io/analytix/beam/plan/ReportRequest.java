// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * One HTTP query: the unit of quota, of answer and of outcome.
 *
 * @param dates the days asked; without the {@code day} or {@code month} dimension, what one row
 *     speaks of
 */
public record ReportRequest(ReportDefinition report, DateRange dates) {
  /** Whether its answer speaks of many days where others speak of one. */
  public boolean answersManyDays() {
    return !report.perDay();
  }

  /**
   * The same in two requests, each for half of the days; empty where that is not known to help. The
   * API refuses traffic sources of many videos over many days in the words of a query that it never
   * takes.
   */
  public List<ReportRequest> halves() {
    long days = dates.days().count();
    if (!report.byDay() || !report.isOfTrafficToVideos() || days < 2) {
      return List.of();
    }
    LocalDate middle = dates.first().plusDays(days / 2);
    return List.of(
        new ReportRequest(report, new DateRange(dates.first(), middle.minusDays(1))),
        new ReportRequest(report, new DateRange(middle, dates.last())));
  }

  /** The days that a row of the answer speaks of which begins with {@code first}. */
  public DateRange period(LocalDate first) {
    return switch (report.every()) {
      case DAY -> new DateRange(first, first);
      case MONTH -> new DateRange(first, YearMonth.from(first).atEndOfMonth());
      case RANGE, SNAPSHOT -> dates;
    };
  }
}
