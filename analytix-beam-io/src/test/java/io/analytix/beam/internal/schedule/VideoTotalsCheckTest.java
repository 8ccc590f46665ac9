// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.ReportRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VideoTotalsCheckTest {
  private static final ReportRequest REQUEST =
      new ReportRequest(SchedulerParts.VIDEOS, SchedulerParts.ONE_DAY, List.of("a", "b"));

  private static Object[] day(String video, long views) {
    return SchedulerParts.row(SchedulerParts.DAY, video, views);
  }

  private static Object[] total(String video, long views) {
    return SchedulerParts.row(video, views);
  }

  private static Optional<String> difference(ReportResponse days, ReportResponse totals) {
    return VideoTotalsCheck.difference(REQUEST, days, totals);
  }

  @Test
  void difference_daysThatAddUp_isEmpty() {
    assertThat(
            difference(
                SchedulerParts.response(day("a", 3), day("b", 1), day("a", 4)),
                SchedulerParts.response(total("b", 1), total("a", 7))))
        .isEqualTo(Optional.empty());
  }

  @Test
  void difference_missingDay_namesTheVideo() {
    assertThat(
            difference(
                SchedulerParts.response(day("a", 3), day("b", 1)),
                SchedulerParts.response(total("a", 7), total("b", 1))))
        .isEqualTo(
            Optional.of("the days of video a add up to 3 views, but all of them together have 7"));
  }

  @Test
  void difference_videoMissingInDaysOrTotals_isFound() {
    ReportResponse one = SchedulerParts.response(day("a", 3));
    ReportResponse none = SchedulerParts.response();

    assertThat(difference(one, none)).isNotEqualTo(Optional.empty());
    assertThat(difference(none, SchedulerParts.response(total("b", 2))))
        .isNotEqualTo(Optional.empty());
  }

  @Test
  void difference_videoWithoutViews_needsNoRow() {
    assertThat(difference(SchedulerParts.response(), SchedulerParts.response(total("a", 0))))
        .isEqualTo(Optional.empty());
  }
}
