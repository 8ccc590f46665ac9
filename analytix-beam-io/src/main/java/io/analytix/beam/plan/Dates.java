// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which days a run asks each report for: fixed dates, or a look-back that ends with a fixed day.
 *
 * @param last the last day asked, Pacific
 * @param first the first day asked; null for a look-back
 * @param lookbackDays how many days a look-back has, {@code last} among them; null for each
 *     report's own
 */
public record Dates(LocalDate last, @Nullable LocalDate first, @Nullable Integer lookbackDays)
    implements Serializable {

  /** The zone in which YouTube counts days. */
  public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  public Dates {
    if (first != null) {
      DateRange unused = new DateRange(first, last);
    }
    if (lookbackDays != null && lookbackDays < 1) {
      throw new IllegalArgumentException(
          "lookbackDays must be at least 1, but was " + lookbackDays);
    }
  }

  /** The same days for every report. */
  public static Dates between(LocalDate first, LocalDate last) {
    return new Dates(last, first, null);
  }

  /** Each report's own look-back, ending with {@code last}. */
  public static Dates lookback(LocalDate last) {
    return new Dates(last, null, null);
  }

  /** The same look-back for every report. */
  public static Dates lookback(LocalDate last, int days) {
    return new Dates(last, null, days);
  }

  /** The newest day that is over in Pacific time. */
  public static LocalDate yesterday(Clock clock) {
    return LocalDate.ofInstant(clock.instant(), PACIFIC).minusDays(1);
  }

  /** The days to ask {@code report} for. */
  public DateRange of(ReportDefinition report) {
    if (first != null) {
      return new DateRange(first, last);
    }
    int days = lookbackDays == null ? report.lookbackDays() : lookbackDays;
    return new DateRange(last.minusDays(days - 1L), last);
  }
}
