// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Checks the rows that a query requests. */
final class RowChecks {
  private static final String VIDEO = "video";

  private RowChecks() {}

  /** Warns about numbers of rows that the API sometimes refuses. */
  static void doubtful(ReportTypeMatch match, Diagnostics diagnostics) {
    ReportType.Span doubtful = match.type().unreliableRows();
    if (doubtful != null && doubtful.contains(match.query().maxResults())) {
      diagnostics.warning(
          Warning.Kind.CITY_ROWS,
          "a city report of more than "
              + (doubtful.first() - 1)
              + " rows was refused by the API"
              + " in 2023");
    }
  }

  static void required(ReportTypeMatch match, Diagnostics diagnostics) {
    TopRows top = match.type().top();
    if (top != null && match.query().maxResults() == 0) {
      diagnostics.violation(
          Rule.MAX_RESULTS_REQUIRED, match.report() + " requires maxResults, up to " + top.rows());
    }
  }

  static void cap(ReportTypeMatch match, Diagnostics diagnostics) {
    TopRows top = match.type().top();
    if (top != null && match.query().maxResults() > top.rows()) {
      diagnostics.violation(
          Rule.MAX_RESULTS_TOO_HIGH,
          match.report()
              + " has at most "
              + top.rows()
              + " rows, but maxResults is "
              + match.query().maxResults());
    }
  }

  static void startIndex(ReportTypeMatch match, Diagnostics diagnostics) {
    TopRows top = match.type().top();
    ReportQuery query = match.query();
    if (top == null || query.maxResults() < 1 || query.maxResults() > top.rows()) {
      return;
    }
    if ((long) query.startIndex() + query.maxResults() > top.rows() + 1L) {
      diagnostics.violation(
          Rule.START_INDEX_TOO_HIGH,
          match.report()
              + " ends at row "
              + top.rows()
              + ", but maxResults "
              + query.maxResults()
              + " from startIndex "
              + query.startIndex()
              + " goes beyond");
    }
  }

  static void startIndexWithIds(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.has(Deviation.START_INDEX_WITH_IDS)
        && match.query().startIndex() > 1
        && !match.promoted().isEmpty()) {
      diagnostics.violation(
          Rule.START_INDEX_WITH_IDS,
          match.promoted(),
          "the API always fails with startIndex and the dimensions " + match.promoted());
    }
  }

  static void videoDays(ReportTypeMatch match, Diagnostics diagnostics) {
    ReportQuery query = match.query();
    if (!match.has(Deviation.VIDEO_DAYS) || !match.type().ofTrafficSources()) {
      return;
    }
    long videos = query.ids(VIDEO);
    if (videos * days(query) > match.ruleSet().maxVideoDays()) {
      diagnostics.violation(
          Rule.TOO_MANY_VIDEO_DAYS,
          List.of(VIDEO),
          videos
              + " videos times "
              + days(query)
              + " days exceed "
              + match.ruleSet().maxVideoDays());
    }
  }

  /** The number of days of a query; 0 if the dates are not known. */
  static long days(ReportQuery query) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    return first == null || last == null ? 0 : ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** Warns about retention of several videos, for which the API returns one curve. */
  static void firstVideoOnly(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.has(Deviation.RETENTION_OF_SEVERAL)
        && match.type().dimensions().allowed().contains("elapsedVideoTimeRatio")
        && match.query().ids(VIDEO) > 1) {
      diagnostics.warning(
          Warning.Kind.FIRST_VIDEO_ONLY,
          match.report() + " returns the first of several videos only");
    }
  }
}
