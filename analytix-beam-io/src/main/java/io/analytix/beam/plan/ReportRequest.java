// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ends in one outcome: an HTTP request, the unit of quota; of a video query, a request and
 * another that checks it.
 *
 * @param dates the days; without the {@code day} or {@code month} dimension, the period of a row
 * @param videos ids of the videos, or the one id that the report has a request for; empty for all,
 *     or while they are not known
 * @param step the page of a list that it is for; null for all of them
 */
public record ReportRequest(
    ReportDefinition report, DateRange dates, List<String> videos, @Nullable ListPosition step) {
  public ReportRequest {
    videos = List.copyOf(videos);
  }

  /** A request with all of its steps. */
  public ReportRequest(ReportDefinition report, DateRange dates, List<String> videos) {
    this(report, dates, videos, null);
  }

  /** A request without video ids. */
  public ReportRequest(ReportDefinition report, DateRange dates) {
    this(report, dates, List.of());
  }

  /** Whether its response covers many days. */
  public boolean answersManyDays() {
    return !report.perDay() && !report.source().isSnapshot();
  }

  /** One page of a request for a list. */
  public ReportRequest at(ListPosition next) {
    return new ReportRequest(report, dates, videos, next);
  }

  /**
   * The number of Analytics API requests, without retries. Of groups the minimum: one that verifies
   * the account, and the first page. Of one request per id, while the ids are not known, the
   * maximum if there is one.
   */
  public int queries() {
    return switch (report.source()) {
      case QUERY -> 1;
      case VIDEO_QUERY -> report.totals().isPresent() ? 2 : 1;
      case QUERY_PER_ID -> videos.isEmpty() ? queriesPerId() : 1;
      case CHANNELS_LIST, VIDEOS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST -> 0;
      case GROUPS_LIST, GROUP_ITEMS_LIST -> 2;
    };
  }

  private int queriesPerId() {
    IdChoice each = Objects.requireNonNull(report.each());
    int list = list().map(ReportRequest::queries).orElse(0);
    return switch (each.kind()) {
      case TOP -> list + each.count();
      case LISTED -> list + each.ids().size();
      case PUBLISHED_WITHIN_DAYS, ALL -> list + 1;
    };
  }

  /** The request whose rows begin with the ids that have a request each, if there is one. */
  public Optional<ReportRequest> list() {
    return report.listOfIds().map(list -> new ReportRequest(list, dates));
  }

  /** The same request for one id. */
  public ReportRequest of(String id) {
    return new ReportRequest(report, dates, List.of(id));
  }

  /**
   * The request whose response must equal the sum over this one's days, video by video. It has the
   * same metrics, because a response ends with the last day that has all of them.
   */
  public ReportRequest totals() {
    return new ReportRequest(report.totals().orElseThrow(), dates, videos);
  }

  /**
   * The same in two requests; empty if splitting is not known to help. A request with video ids is
   * split by videos, because a single one may cause the refusal. A request for traffic sources is
   * split by days: the API refuses too many videos times days with the error of an unsupported
   * query.
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

  /** The period of a row of the response that begins with {@code first}. */
  public DateRange period(LocalDate first) {
    return switch (report.every()) {
      case DAY -> new DateRange(first, first);
      case MONTH -> new DateRange(first, YearMonth.from(first).atEndOfMonth());
      case RANGE, SNAPSHOT -> dates;
    };
  }
}
