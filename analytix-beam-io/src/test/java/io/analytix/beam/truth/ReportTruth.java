// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.truth;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the table of a report should hold, told by a {@link World} and not by any answer. */
public final class ReportTruth {
  private ReportTruth() {}

  /**
   * The rows that asking for {@code dates} should leave of one channel: column names in snake_case,
   * time first ({@code day}, {@code month} or {@code start_date} and {@code end_date}), then the
   * other dimensions and the metrics; money with nine decimals. A report without the {@code day} or
   * {@code month} dimension is asked day by day or month by month, as it is cut. Of a report of
   * every video, those whose ids a filter can name; of {@code videos}, those that the owner sees;
   * of groups none, which are no part of the world: {@link #groups} tells these.
   *
   * @param dates whole months of a report by month
   */
  public static List<Map<String, Object>> rows(
      World world, ReportDefinition report, String channelId, DateRange dates) {
    return switch (report.source()) {
      case QUERY, VIDEO_QUERY ->
          asked(report, dates)
              .map(request -> answer(world, request, channelId))
              .flatMap(List::stream)
              .toList();
      case QUERY_PER_ID ->
          asked(report, dates)
              .flatMap(
                  request ->
                      chosen(world, report, channelId, request.dates()).stream().map(request::of))
              .map(request -> answer(world, request, channelId))
              .flatMap(List::stream)
              .toList();
      case CHANNELS_LIST, VIDEOS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST ->
          SnapshotTruth.rows(world, report, channelId);
      case GROUPS_LIST, GROUP_ITEMS_LIST -> List.of();
    };
  }

  /**
   * The rows of a table of groups, or of their members, that an owner should have just now.
   *
   * @param owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
   */
  public static List<Map<String, Object>> groups(
      SimulatedGoogle google, ReportDefinition report, String owner) {
    return (report.source() == ReportSource.GROUP_ITEMS_LIST
            ? google.groupItems(owner)
            : google.groups(owner))
        .stream().map(cells -> row(report, cells)).toList();
  }

  private static Stream<ReportRequest> asked(ReportDefinition report, DateRange dates) {
    boolean whole = report.byDay() || report.byMonth() || report.every() == TimeGrain.RANGE;
    Stream<DateRange> ranges =
        whole
            ? Stream.of(dates)
            : report.every() == TimeGrain.DAY
                ? dates.days().map(day -> new DateRange(day, day))
                : dates.months().map(m -> new DateRange(m.atDay(1), m.atEndOfMonth()));
    return ranges.map(range -> new ReportRequest(report, range));
  }

  /** The rows that one request's answer should have. */
  private static List<Map<String, Object>> answer(
      World world, ReportRequest request, String channelId) {
    ReportDefinition report = request.report();
    LocalDate last = request.dates().last();
    ReportQuestion question =
        ReportQuestion.of(
            channelId,
            report.dimensions(),
            report.metrics(),
            request.dates().first(),
            report.byMonth() ? last.withDayOfMonth(1) : last);
    for (Map.Entry<String, String> filter : report.filters().entrySet()) {
      question = question.filteredBy(filter.getKey(), List.of(filter.getValue().split(",")));
    }
    if (report.source() == ReportSource.VIDEO_QUERY) {
      List<String> videos = nameable(world.uploads(channelId));
      if (videos.isEmpty()) {
        return List.of();
      }
      question = question.filteredBy("video", videos);
    }
    IdChoice each = report.each();
    if (each != null) {
      question = question.filteredBy(each.by(), request.videos());
    }
    RowCap cap = report.cap();
    if (cap != null) {
      question = question.sortedBy(report.sort().split(",")).atMost(cap.maxResults());
    }
    String currency = report.currency();
    if (currency != null) {
      question = question.in(currency);
    }
    Map<Column, String> names = names(report);
    return world.truth(question).stream().map(cells -> row(request, names, cells)).toList();
  }

  /** The ids that a report has a request for each. */
  public static List<String> chosen(
      World world, ReportDefinition report, String channelId, DateRange dates) {
    IdChoice each = Objects.requireNonNull(report.each());
    List<String> playlists =
        world.playlistResources(channelId).stream()
            .map(playlist -> String.valueOf(playlist.get("id")))
            .toList();
    return switch (each.kind()) {
      case TOP ->
          world
              .truth(
                  ReportQuestion.of(
                          channelId,
                          List.of("video"),
                          List.of("views"),
                          dates.first(),
                          dates.last())
                      .sortedBy("-views")
                      .atMost(each.count()))
              .stream()
              .map(row -> String.valueOf(row.get("video")))
              .filter(ReportTruth::isNameable)
              .toList();
      case PUBLISHED_WITHIN_DAYS -> {
        LocalDate first = dates.last().minusDays(each.count() - 1L);
        yield world.uploads(channelId).stream()
            .filter(
                upload ->
                    new DateRange(first, dates.last())
                        .contains(
                            LocalDate.ofInstant(
                                (Instant) upload.get("publishedAt"), RunDates.PACIFIC)))
            .map(upload -> String.valueOf(upload.get("video")))
            .toList();
      }
      case LISTED ->
          (each.by().equals("video") ? nameable(world.uploads(channelId)) : playlists)
              .stream().filter(each.ids()::contains).toList();
      case ALL -> playlists;
    };
  }

  /** The videos whose ids a filter can name. */
  private static List<String> nameable(List<Map<String, Object>> uploads) {
    return uploads.stream()
        .map(upload -> String.valueOf(upload.get("video")))
        .filter(ReportTruth::isNameable)
        .toList();
  }

  private static boolean isNameable(String id) {
    return !id.matches(".*[,;=].*");
  }

  /** The row of a snapshot. */
  private static Map<String, Object> row(ReportDefinition report, Map<String, Object> cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    report.columns().forEach(column -> row.put(column.columnName(), cells.get(column.apiName())));
    return row;
  }

  private static Map<Column, String> names(ReportDefinition report) {
    Map<Column, String> names = new LinkedHashMap<>();
    report.columns().forEach(column -> names.put(column, column.columnName()));
    return names;
  }

  private static Map<String, Object> row(
      ReportRequest request, Map<Column, String> names, Map<String, Object> cells) {
    ReportDefinition report = request.report();
    Map<String, Object> row = new LinkedHashMap<>();
    switch (report.every()) {
      case DAY -> row.put("day", report.byDay() ? cells.get("day") : request.dates().first());
      case MONTH ->
          row.put(
              "month",
              report.byMonth()
                  ? YearMonth.parse(String.valueOf(cells.get("month"))).atDay(1)
                  : request.dates().first());
      case SNAPSHOT -> {}
      case RANGE -> {
        row.put("start_date", request.dates().first());
        row.put("end_date", request.dates().last());
      }
    }
    IdChoice each = report.each();
    names.forEach(
        (column, name) -> {
          Object cell =
              each != null && column.apiName().equals(each.dimension())
                  ? request.videos().get(0)
                  : cells.get(column.apiName());
          row.putIfAbsent(name, cell instanceof BigDecimal money ? money.setScale(9) : cell);
        });
    return row;
  }
}
