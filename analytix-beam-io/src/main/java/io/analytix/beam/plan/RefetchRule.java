// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which days of a one-day request are requested, by the totals of the channel's days.
 *
 * @param dates fixed dates request all of their days
 */
public record RefetchRule(Refetch refetch, RunDates dates) implements Serializable {
  /** A response without rows is requested again while its day is younger. */
  static final int MIN_SETTLED_AGE = 10;

  /** So many days before a day leaves the window its changes are requested without waiting. */
  private static final int LAST_DAYS = 3;

  private static final ReportDefinition TOTALS = Reports.find("channel_daily").orElseThrow();
  private static final ReportDefinition MONEY = Reports.find("channel_revenue_daily").orElseThrow();

  /**
   * What happens to a request.
   *
   * @param basis of its outcome; null if the day has no totals and no stored response
   */
  public record Decision(boolean isSent, @Nullable Basis basis) {}

  /**
   * Whether this rule decides about the requests of a report. A group of videos can change its
   * members, so the channel's totals do not show its changes.
   */
  public boolean appliesTo(ReportDefinition report) {
    return refetch != Refetch.ALWAYS
        && dates.first() == null
        && report.perDay()
        && !report.filters().containsKey("group");
  }

  /** The report whose figures show the changes of another: they have the same availability. */
  public static ReportDefinition totalsOf(ReportDefinition report) {
    return report.monetary() ? MONEY : TOTALS;
  }

  /** Whether the responses of a report are such totals. */
  public static boolean areTotals(ReportDefinition report) {
    return report.fingerprint().equals(totalsOf(report).fingerprint());
  }

  /**
   * Decides about a request of one day.
   *
   * @param totals digest of the totals of the day; 0 if the day has none
   * @param earlier the stored response, null if there is none
   */
  public Decision decide(ReportRequest request, long totals, @Nullable EarlierAnswer earlier) {
    if (totals == 0) {
      return new Decision(false, earlier == null ? null : new Basis(earlier.basis().answered()));
    }
    if (earlier == null || isDue(request, totals, earlier)) {
      return new Decision(true, new Basis(totals));
    }
    return new Decision(false, new Basis(earlier.basis().answered(), totals));
  }

  private boolean isDue(ReportRequest request, long totals, EarlierAnswer earlier) {
    LocalDate day = request.dates().last();
    if (!earlier.hasRows() && day.isAfter(dates.last().minusDays(MIN_SETTLED_AGE - 1L))) {
      return true;
    }
    return totals != earlier.basis().answered()
        && (refetch == Refetch.CHANGED
            || totals == earlier.basis().seen()
            || day.isBefore(dates.start(request.report()).plusDays(LAST_DAYS)));
  }
}
