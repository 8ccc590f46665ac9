// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the days of some videos with the total of each. The API's row limit is not documented:
 * the comparison notices a response that was cut. It also finds videos whose days and total differ
 * for another reason, such as a privacy threshold or figures that changed between two responses.
 *
 * <p>Rows are sorted by day and video, so a cut response lacks the rows after its last one. A
 * difference that this cannot explain costs no further request.
 *
 * @param differing the number of videos whose days do not add up to their total
 * @param byDay what the days of these add up to
 * @param inTotal what their totals add up to
 * @param tooFew the videos whose days add up to less than their total
 */
record VideoTotals(
    ReportRequest request,
    ReportResponse days,
    int differing,
    long byDay,
    long inTotal,
    List<String> tooFew) {

  /** Identifies a row. */
  private record Key(LocalDate day, String video) {}

  /**
   * Compares two responses.
   *
   * @param request the request of the days
   * @param days its response
   * @param totals the response to its {@link ReportRequest#totals()}
   */
  static VideoTotals of(ReportRequest request, ReportResponse days, ReportResponse totals) {
    Map<String, Long> added = views(request.report(), days);
    Map<String, Long> whole = views(request.totals().report(), totals);
    TreeSet<String> videos = new TreeSet<>(added.keySet());
    videos.addAll(whole.keySet());
    videos.removeIf(video -> added.getOrDefault(video, 0L).equals(whole.getOrDefault(video, 0L)));
    return new VideoTotals(
        request,
        days,
        videos.size(),
        videos.stream().mapToLong(video -> added.getOrDefault(video, 0L)).sum(),
        videos.stream().mapToLong(video -> whole.getOrDefault(video, 0L)).sum(),
        videos.stream()
            .filter(video -> added.getOrDefault(video, 0L) < whole.getOrDefault(video, 0L))
            .toList());
  }

  /** Whether the response of the days may have been cut. */
  boolean mayBeCut(RequestHistory history) {
    int rows = days.lines().size();
    return rows > 0
        && !tooFew.isEmpty()
        && !history.isBelowRowLimit(request.report().name(), rows, maxRows())
        && (lastDay().isBefore(request.dates().last()) || isMissingAtTheEnd());
  }

  /** Adds to what is known of the API's row limit that the response of the days was complete. */
  void wereComplete(RequestHistory history) {
    history.complete(request.report().name(), days.lines().size(), maxRows());
  }

  private long maxRows() {
    return VideoBatches.rows(request.dates(), request.videos().size());
  }

  /** Whether all videos with too few views may have another row on the last day. */
  private boolean isMissingAtTheEnd() {
    String lastVideo = video(days.lines().get(days.lines().size() - 1));
    if (isSorted()) {
      return tooFew.stream().allMatch(video -> video.compareTo(lastVideo) > 0);
    }
    Set<Key> keys = keys(days);
    return tooFew.stream().noneMatch(video -> keys.contains(new Key(lastDay(), video)));
  }

  private boolean isSorted() {
    ReportResponse.Line before = null;
    for (ReportResponse.Line line : days.lines()) {
      if (before != null
          && before.first().equals(line.first())
          && video(before).compareTo(video(line)) > 0) {
        return false;
      }
      before = line;
    }
    return true;
  }

  /** The request whose response has rows that {@link #days} lacks, if that was cut. */
  ReportRequest rest() {
    return new ReportRequest(
        request.report(), new DateRange(lastDay(), request.dates().last()), tooFew);
  }

  /** Whether the response was cut, according to the response to {@link #rest}. */
  boolean isCut(ReportResponse rest) {
    Set<Key> keys = keys(rest);
    keys.removeAll(keys(days));
    return !keys.isEmpty();
  }

  private LocalDate lastDay() {
    return days.lines().get(days.lines().size() - 1).first();
  }

  private Set<Key> keys(ReportResponse response) {
    Set<Key> keys = new HashSet<>();
    response.lines().forEach(line -> keys.add(new Key(line.first(), video(line))));
    return keys;
  }

  private String video(ReportResponse.Line line) {
    return String.valueOf(
        line.cells().get(request.report().dimensions().indexOf(ReportDefinition.VIDEO)));
  }

  private static Map<String, Long> views(ReportDefinition report, ReportResponse table) {
    int video = report.dimensions().indexOf(ReportDefinition.VIDEO);
    int views =
        report.dimensions().size() + report.metrics().indexOf(ReportDefinition.TOTALS_METRIC);
    Map<String, Long> sums = new TreeMap<>();
    for (ReportResponse.Line line : table.lines()) {
      List<@Nullable Object> cells = line.cells();
      if (cells.get(views) instanceof Long count) {
        sums.merge(String.valueOf(cells.get(video)), count, Long::sum);
      }
    }
    return sums;
  }
}
