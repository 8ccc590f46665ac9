// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a response about every day of some videos is complete: the days of each video must
 * add up to its total over all days. The API's row limit is not documented.
 */
final class VideoTotalsCheck {
  private VideoTotalsCheck() {}

  /**
   * The first difference, in one line; empty if there is none.
   *
   * @param request the request of the days
   * @param days its response
   * @param totals the response to its {@link ReportRequest#totals()}
   */
  static Optional<String> difference(
      ReportRequest request, ReportResponse days, ReportResponse totals) {
    Map<String, Long> added = views(request.report(), days);
    Map<String, Long> whole = views(request.totals().report(), totals);
    TreeSet<String> videos = new TreeSet<>(added.keySet());
    videos.addAll(whole.keySet());
    return videos.stream()
        .filter(video -> !added.getOrDefault(video, 0L).equals(whole.getOrDefault(video, 0L)))
        .findFirst()
        .map(
            video ->
                "the days of video %s add up to %d views, but all of them together have %d"
                    .formatted(
                        video, added.getOrDefault(video, 0L), whole.getOrDefault(video, 0L)));
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
