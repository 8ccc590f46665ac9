// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How many rows a query asks for. */
final class RowChecks {
  private static final String VIDEO = "video";

  private RowChecks() {}

  /** A row count that is refused at times. */
  static void doubtful(ReportTypeMatch subject, Diagnostics findings) {
    ReportType.Span doubtful = subject.type().doubtful();
    if (doubtful != null && doubtful.contains(subject.query().maxResults())) {
      findings.warning(
          Warning.Kind.CITY_ROWS,
          "a city report of more than " + (doubtful.first() - 1) + " rows was refused in 2023");
    }
  }

  static void required(ReportTypeMatch subject, Diagnostics findings) {
    TopRows top = subject.type().top();
    if (top != null && subject.query().maxResults() == 0) {
      findings.violation(
          Rule.MAX_RESULTS_REQUIRED, subject.report() + " needs maxResults, at most " + top.rows());
    }
  }

  static void cap(ReportTypeMatch subject, Diagnostics findings) {
    TopRows top = subject.type().top();
    if (top != null && subject.query().maxResults() > top.rows()) {
      findings.violation(
          Rule.MAX_RESULTS_TOO_HIGH,
          subject.report()
              + " has at most "
              + top.rows()
              + " rows, but maxResults is "
              + subject.query().maxResults());
    }
  }

  static void startIndex(ReportTypeMatch subject, Diagnostics findings) {
    TopRows top = subject.type().top();
    ReportQuery query = subject.query();
    if (top == null || query.maxResults() < 1 || query.maxResults() > top.rows()) {
      return;
    }
    if ((long) query.startIndex() + query.maxResults() > top.rows() + 1L) {
      findings.violation(
          Rule.START_INDEX_TOO_HIGH,
          subject.report()
              + " ends at row "
              + top.rows()
              + ", but maxResults "
              + query.maxResults()
              + " from startIndex "
              + query.startIndex()
              + " goes beyond");
    }
  }

  static void startIndexWithIds(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.has(Deviation.START_INDEX_WITH_IDS)
        && subject.query().startIndex() > 1
        && !subject.promoted().isEmpty()) {
      findings.violation(
          Rule.START_INDEX_WITH_IDS,
          subject.promoted(),
          "the API fails for good where rows by " + subject.promoted() + " start at startIndex");
    }
  }

  static void videoDays(ReportTypeMatch subject, Diagnostics findings) {
    ReportQuery query = subject.query();
    if (!subject.has(Deviation.VIDEO_DAYS) || !subject.type().ofTrafficSources()) {
      return;
    }
    long videos = query.ids(VIDEO);
    if (videos * days(query) > subject.law().mostVideoDays()) {
      findings.violation(
          Rule.TOO_MANY_VIDEO_DAYS,
          List.of(VIDEO),
          videos
              + " videos times "
              + days(query)
              + " days are more than "
              + subject.law().mostVideoDays());
    }
  }

  /** The days of a query; 0 where they are not known. */
  static long days(ReportQuery query) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    return first == null || last == null ? 0 : ChronoUnit.DAYS.between(first, last) + 1;
  }

  /** One curve for several videos. */
  static void firstVideoOnly(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.has(Deviation.RETENTION_OF_SEVERAL)
        && subject.type().dimensions().allowed().contains("elapsedVideoTimeRatio")
        && subject.query().ids(VIDEO) > 1) {
      findings.warning(
          Warning.Kind.FIRST_VIDEO_ONLY,
          subject.report() + " is answered for the first of several videos only");
    }
  }
}
