// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VideoTotalsTest {
  private static final LocalDate DAY = SchedulerParts.DAY;
  private static final DateRange THREE_DAYS = new DateRange(DAY, DAY.plusDays(2));
  private static final ReportRequest REQUEST =
      new ReportRequest(SchedulerParts.VIDEOS, THREE_DAYS, List.of("a", "b", "c"));

  private final RequestHistory history = new RequestHistory();

  /** Rows such as {@code 1a5}: on the first day, video a has 5 views. */
  private static ReportResponse days(String... rows) {
    List<ReportResponse.Line> lines = new ArrayList<>();
    for (String row : rows) {
      LocalDate day = DAY.plusDays(row.charAt(0) - '1');
      lines.add(
          new ReportResponse.Line(
              day, List.of(day, row.substring(1, 2), Long.valueOf(row.substring(2)))));
    }
    return new ReportResponse(lines);
  }

  /** Totals such as {@code a5}. */
  private static ReportResponse totals(String... rows) {
    List<ReportResponse.Line> lines = new ArrayList<>();
    for (String row : rows) {
      lines.add(
          new ReportResponse.Line(
              DAY, List.of(row.substring(0, 1), Long.valueOf(row.substring(1)))));
    }
    return new ReportResponse(lines);
  }

  private static VideoTotals compare(ReportResponse days, ReportResponse totals) {
    return VideoTotals.of(REQUEST, days, totals);
  }

  @Test
  void of_daysThatAddUp_haveNoDifference() {
    VideoTotals same = compare(days("1a3", "1b1", "3a4"), totals("b1", "a7", "c0"));

    assertThat(same.differing()).isEqualTo(0);
    assertThat(same.tooFew()).isEmpty();
    assertThat(same.mayBeCut(history)).isFalse();
  }

  @Test
  void of_differences_areAddedUpInBothDirections() {
    VideoTotals other = compare(days("1a3", "1b1", "3a4"), totals("a9", "c5"));

    assertThat(other.differing()).isEqualTo(3);
    assertThat(other.byDay()).isEqualTo(8);
    assertThat(other.inTotal()).isEqualTo(14);
    assertThat(other.tooFew()).containsExactly("a", "c");
  }

  @Test
  void mayBeCut_onlyIfTheRowsAfterTheLastOneCanExplainTheDifference() {
    // Days are missing at the end.
    assertThat(compare(days("1a3", "1b1", "2a1"), totals("a9", "b1")).mayBeCut(history)).isTrue();
    // The last day is there; b may have another row after that of a.
    assertThat(compare(days("1a3", "1b1", "3a1"), totals("a4", "b2")).mayBeCut(history)).isTrue();
    // Neither a nor b can have a row after that of c.
    assertThat(compare(days("1a3", "3b1", "3c1"), totals("a4", "b2", "c1")).mayBeCut(history))
        .isFalse();
    // Not all differences are at the end.
    assertThat(compare(days("1a3", "3a1", "3b1"), totals("a5", "b1", "c7")).mayBeCut(history))
        .isFalse();
    // In another order, only a video without a row on the last day may lack one.
    assertThat(compare(days("1c3", "1a1", "3c1"), totals("a2", "c4")).mayBeCut(history)).isTrue();
    assertThat(compare(days("1c3", "1a1", "3c1"), totals("a1", "c5")).mayBeCut(history)).isFalse();
    // A cut response never has more views, nor no row at all.
    assertThat(compare(days("1a3", "1b1", "2a1"), totals("a1", "b1")).mayBeCut(history)).isFalse();
    assertThat(compare(days(), totals("a1")).mayBeCut(history)).isFalse();
  }

  @Test
  void mayBeCut_responseBelowTheSizeOfACompleteOne_isFalse() {
    VideoTotals cut = compare(days("1a3", "1b1", "2a1"), totals("a9", "b1"));
    String report = REQUEST.report().name();

    history.complete("other", 1000, 1000);
    history.complete(report, 2, 6);
    assertThat(cut.mayBeCut(history)).isTrue();
    history.complete(report, 3, 6);
    assertThat(cut.mayBeCut(history)).isTrue();
    history.complete(report, 3, 9);
    assertThat(cut.mayBeCut(history)).isFalse();
    history.complete(report, 9, 12);
    assertThat(cut.mayBeCut(history)).isFalse();
  }

  @Test
  void isCut_rowsAfterTheLastOne_areRequestedForTheVideosWithTooFewViews() {
    VideoTotals cut = compare(days("1a3", "1b1", "2a1"), totals("a9", "b1", "c1"));

    assertThat(cut.rest())
        .isEqualTo(
            new ReportRequest(
                SchedulerParts.VIDEOS,
                new DateRange(DAY.plusDays(1), DAY.plusDays(2)),
                List.of("a", "c")));
    assertThat(cut.isCut(days())).isFalse();
    assertThat(cut.isCut(days("2a1"))).isFalse();
    assertThat(cut.isCut(days("2a1", "2c1"))).isTrue();
    assertThat(cut.isCut(days("3a1"))).isTrue();
  }
}
