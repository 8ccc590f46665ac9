// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ends in one outcome: an HTTP query, the unit of quota and of answer; or, of every video, a
 * query and another that checks it.
 *
 * @param dates the days asked; without the {@code day} or {@code month} dimension, what one row
 *     speaks of
 * @param videos ids of the videos asked for; empty for all, or while they are not known
 * @param step of groups, which of their lists it asks for; null for all of it
 */
public record ReportRequest(
    ReportDefinition report, DateRange dates, List<String> videos, @Nullable GroupPosition step) {
  public ReportRequest {
    videos = List.copyOf(videos);
  }

  /** A request that is all of itself. */
  public ReportRequest(ReportDefinition report, DateRange dates, List<String> videos) {
    this(report, dates, videos, null);
  }

  /** A request that names no video. */
  public ReportRequest(ReportDefinition report, DateRange dates) {
    this(report, dates, List.of());
  }

  /** Whether its answer speaks of many days where others speak of one. */
  public boolean answersManyDays() {
    return !report.perDay() && !report.isSnapshot();
  }

  /** One of the lists that a request of groups is made of. */
  public ReportRequest at(GroupPosition next) {
    return new ReportRequest(report, dates, videos, next);
  }

  /**
   * How many queries of the Analytics API it takes, as long as nothing fails. Of groups the fewest:
   * one that tells whose channel it is, and the first page.
   */
  public int queries() {
    if (report.isSnapshot()) {
      return report.isOfGroups() ? 2 : 0;
    }
    return report.totals().isPresent() ? 2 : 1;
  }

  /**
   * The query whose answer the sum of this one's days must equal, video by video. Of the same
   * metrics, because an answer stops at the last day that has all of them.
   */
  public ReportRequest totals() {
    return new ReportRequest(report.totals().orElseThrow(), dates, videos);
  }

  /**
   * The same in two requests; empty where that is not known to help. Of some videos, each for half
   * of them: one of the others may be to blame. The API refuses traffic sources of many videos over
   * many days in the words of a query that it never takes.
   */
  public List<ReportRequest> halves() {
    if (!videos.isEmpty()) {
      return videos.size() < 2
          ? List.of()
          : List.of(
              new ReportRequest(report, dates, videos.subList(0, videos.size() / 2)),
              new ReportRequest(report, dates, videos.subList(videos.size() / 2, videos.size())));
    }
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
