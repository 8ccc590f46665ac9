// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.ReportRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PendingRequestTest {
  private static final ChannelRef CHANNEL = new ChannelRef("record", "UC", null, null);

  private final VirtualTime time = new VirtualTime();
  private final RequestHistory history = new RequestHistory();

  private static PendingRequest plain() {
    return SchedulerParts.request(CHANNEL, SchedulerParts.PLAIN);
  }

  private static PendingRequest videos(String... videos) {
    return SchedulerParts.videoRequest(CHANNEL, videos);
  }

  /** Answers days and totals of the part that is next: ten views for each video. */
  private Optional<String> succeed(PendingRequest request) {
    List<String> videos = request.nextQuery().videos();
    Object[][] days =
        videos.stream()
            .map(video -> SchedulerParts.row(SchedulerParts.DAY, video, 10L))
            .toArray(Object[][]::new);
    Object[][] totals =
        videos.stream().map(video -> SchedulerParts.row(video, 10L)).toArray(Object[][]::new);
    Optional<String> first = answer(request, days);
    return first.isPresent() ? first : answer(request, totals);
  }

  private Optional<String> answer(PendingRequest request, Object[]... rows) {
    return request.answered(SchedulerParts.response(rows), history);
  }

  @Test
  void sent_again_isARetryAndKeepsTheFirstTime() {
    PendingRequest request = plain();
    time.pass(Duration.ofSeconds(2));

    boolean first = request.sent(time);
    time.pass(Duration.ofSeconds(3));
    boolean second = request.sent(time);

    assertThat(first).isFalse();
    assertThat(second).isTrue();
    assertThat(request.attempts()).isEqualTo(2);
    assertThat(request.firstAttemptNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(request.isUnsent()).isFalse();
  }

  @Test
  void listed_isNoReportRequest() {
    PendingRequest request = plain();

    assertThat(request.sentToDataApi(time)).isFalse();
    assertThat(request.sentToDataApi(time)).isTrue();

    assertThat(request.isUnsent()).isTrue();
    request.listAnswered();
    assertThat(request.attempts()).isEqualTo(0);
  }

  @Test
  void answered_requestWithoutTotals_isComplete() {
    PendingRequest request = plain();

    assertThat(request.response()).isNull();
    assertThat(answer(request, SchedulerParts.row("DE", 5L))).isEqualTo(Optional.empty());

    assertThat(Objects.requireNonNull(request.response()).lines()).hasSize(1);
  }

  @Test
  void answered_everyVideo_isCompleteAfterTheTotals() {
    PendingRequest request = videos("a", "b");
    ReportRequest days = request.nextQuery();

    assertThat(
            answer(
                request,
                SchedulerParts.row(SchedulerParts.DAY, "a", 10L),
                SchedulerParts.row(SchedulerParts.DAY, "b", 10L)))
        .isEqualTo(Optional.empty());
    assertThat(request.response()).isNull();
    assertThat(request.nextQuery()).isEqualTo(days.totals());
    assertThat(answer(request, SchedulerParts.row("a", 10L), SchedulerParts.row("b", 10L)))
        .isEqualTo(Optional.empty());

    assertThat(Objects.requireNonNull(request.response()).lines()).hasSize(2);
  }

  @Test
  void answered_cutResponse_continuesWithHalves() {
    PendingRequest request = videos("a", "b");
    Object[] first = SchedulerParts.row(SchedulerParts.DAY, "a", 10L);
    assertThat(answer(request, first)).isEqualTo(Optional.empty());
    assertThat(answer(request, SchedulerParts.row("a", 10L), SchedulerParts.row("b", 7L)))
        .isEqualTo(Optional.empty());
    assertThat(request.nextQuery().videos()).containsExactly("b");

    assertThat(answer(request, SchedulerParts.row(SchedulerParts.DAY, "b", 7L)))
        .isEqualTo(Optional.empty());

    assertThat(request.nextQuery().videos()).containsExactly("a");
    assertThat(succeed(request)).isEqualTo(Optional.empty());
    assertThat(request.nextQuery().videos()).containsExactly("b");
    assertThat(succeed(request)).isEqualTo(Optional.empty());
    assertThat(Objects.requireNonNull(request.response()).lines()).hasSize(2);
    assertThat(request.warning()).isNull();
  }

  @Test
  void answered_otherTotalsOfACompleteResponse_isCompleteWithAWarning() {
    PendingRequest request = videos("a", "b");
    Object[] row = SchedulerParts.row(SchedulerParts.DAY, "a", 1234L);
    assertThat(answer(request, row)).isEqualTo(Optional.empty());
    assertThat(answer(request, SchedulerParts.row("a", 1234L), SchedulerParts.row("b", 7L)))
        .isEqualTo(Optional.empty());

    assertThat(answer(request)).isEqualTo(Optional.empty());

    assertThat(Objects.requireNonNull(request.response()).lines()).hasSize(1);
    assertThat(request.warning())
        .isEqualTo(
            "the days of 1 of 2 videos add up to 0 views, but their totals to 7; stored as the API"
                + " returned them");
  }

  @Test
  void answered_otherTotalOfOneVideo_isCompleteAtOnce() {
    PendingRequest request = videos("a");
    assertThat(answer(request, SchedulerParts.row(SchedulerParts.DAY, "a", 1L)))
        .isEqualTo(Optional.empty());

    assertThat(answer(request, SchedulerParts.row("a", 7L))).isEqualTo(Optional.empty());

    assertThat(Objects.requireNonNull(request.response()).lines()).hasSize(1);
    assertThat(request.warning()).contains("1 of 1 videos add up to 1 views");
  }

  @Test
  void split_refusedVideoAmongGoodOnes_isLeftOutWithAWarning() {
    PendingRequest request = videos("bad", "good");

    request.split();
    assertThat(request.nextQuery().videos()).containsExactly("bad");
    assertThat(request.canSplit()).isTrue();
    request.split();
    assertThat(succeed(request)).isEqualTo(Optional.empty());

    assertThat(Objects.requireNonNull(request.response()).lines()).hasSize(1);
    assertThat(request.videos()).containsExactly("good");
    assertThat(request.warning()).contains("refuses 1 of the listed videos");
  }

  @Test
  void canSplit_secondRefusedVideoWithoutASuccess_isFalse() {
    PendingRequest request = videos("a", "b", "c", "d");
    request.split();
    request.split();
    request.split();

    assertThat(request.nextQuery().videos()).containsExactly("b");
    assertThat(request.canSplit()).isFalse();
  }

  @Test
  void canSplit_onlyVideoOrNone_isFalse() {
    assertThat(videos("a").canSplit()).isFalse();
    assertThat(plain().canSplit()).isFalse();
  }

  @Test
  void useReserved_oneByOne_leavesTheRestToRelease() {
    PendingRequest request = videos("a");
    assertThat(request.isReserved()).isFalse();
    assertThat(request.useReserved()).isEqualTo(0);
    request.reserve();

    assertThat(request.isReserved()).isTrue();
    assertThat(request.useReserved()).isEqualTo(1);
    assertThat(request.releaseReserved()).isEqualTo(1);
    assertThat(request.isReserved()).isFalse();
    assertThat(request.releaseReserved()).isEqualTo(0);
  }

  @Test
  void retryAt_again_keepsItsFirstOrder() {
    PendingRequest request = plain();
    request.retryAt(50, 3);
    request.retryAt(70, 9);

    assertThat(request.retryNanos()).isEqualTo(70);
    assertThat(request.retryOrder()).isEqualTo(3);
  }
}
