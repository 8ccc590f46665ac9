// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.response.ReportResponse.Line;
import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.internal.youtube.UploadsPage;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VideoRequestExpanderTest {
  private static final ChannelRef CHANNEL = new ChannelRef("record", "UC", null, null);
  private static final ReportDefinition FILMS =
      ReportDefinition.named("films")
          .every(TimeGrain.SNAPSHOT)
          .dimensions("video")
          .metrics("title")
          .build();

  private final VideoRequestExpander expander = new VideoRequestExpander(VideoBatches.DEFAULT);

  private static UploadsListing listing(int videos) {
    UploadsListing listing = new UploadsListing();
    listing.add(
        new UploadsPage(
            IntStream.range(0, videos)
                .mapToObj(i -> new UploadedVideo("v" + i, "Title", Instant.EPOCH, "public"))
                .toList(),
            null));
    return listing;
  }

  @Test
  void expand_everyVideo_hasRequestsInBatchesThatNeedNoList() {
    VideoRequestExpander.Expansion expansion =
        expander.expand(SchedulerParts.request(CHANNEL, SchedulerParts.VIDEOS), listing(501));

    assertThat(expansion.rest()).isNull();
    assertThat(expansion.rows()).isEqualTo(501);
    assertThat(expansion.requests()).hasSize(2);
    assertThat(
            expansion.requests().stream()
                .flatMap(one -> one.request().videos().stream())
                .distinct()
                .toList())
        .hasSize(501);
    assertThat(expansion.requests().stream().anyMatch(one -> one.needsUploads())).isFalse();
  }

  @Test
  void expand_moreRowsThanAShardHolds_leavesLaterMonths() {
    DateRange days = new DateRange(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-04-30"));
    PendingRequest request =
        SchedulerParts.shard(
                CHANNEL, SchedulerParts.VIDEOS, new ReportRequest(SchedulerParts.VIDEOS, days))
            .pending()
            .get(0);

    VideoRequestExpander.Expansion expansion = expander.expand(request, listing(4000));

    assertThat(request.needsUploads()).isTrue();
    DateRange rest = Objects.requireNonNull(expansion.rest());
    DateRange first = expansion.requests().get(0).request().dates();
    assertThat(first.first()).isEqualTo(days.first());
    assertThat(rest.first()).isEqualTo(first.last().plusDays(1));
    assertThat(rest.last()).isEqualTo(days.last());
  }

  @Test
  void expand_noUploads_isAnEmptyResponse() {
    VideoRequestExpander.Expansion expansion =
        expander.expand(SchedulerParts.request(CHANNEL, SchedulerParts.VIDEOS), listing(0));

    assertThat(expansion.requests()).isEmpty();
  }

  @Test
  void describe_tableOfVideos_asksWhatTheyAreFiftyAtATime() {
    PendingRequest request = SchedulerParts.request(CHANNEL, FILMS);

    expander.describe(request, listing(120));

    assertThat(request.needsUploads()).isFalse();
    assertThat(request.response()).isNull();
    assertThat(request.usesDataApi()).isTrue();
    assertThat(request.nextQuery().videos()).hasSize(50);
  }

  @Test
  void describe_privateVideoThatTheAccountMayNotSee_isARowWithItsStatus() {
    UploadsListing listing = new UploadsListing();
    listing.add(
        new UploadsPage(
            List.of(
                new UploadedVideo("hidden", "Private video", null, "private"),
                new UploadedVideo("gone", "Deleted video", null, "privacyStatusUnspecified")),
            null));
    PendingRequest request = SchedulerParts.request(CHANNEL, FILMS);

    expander.describe(request, listing);

    assertThat(Objects.requireNonNull(request.response()).lines().stream().map(Line::cells))
        .containsExactly(Arrays.asList("hidden", null));
  }

  @Test
  void expand_videosPublishedLately_hasARequestForEach() {
    DateRange days = new DateRange(LocalDate.parse("1970-01-01"), LocalDate.parse("1970-01-03"));
    ReportDefinition curve =
        ReportDefinition.named("curve")
            .every(TimeGrain.RANGE)
            .each(IdChoice.videosPublishedWithin(2))
            .dimensions("elapsedVideoTimeRatio")
            .metrics("audienceWatchRatio")
            .build();
    UploadsListing listing = new UploadsListing();
    listing.add(
        new UploadsPage(
            List.of(
                new UploadedVideo("new", "", Instant.parse("1970-01-03T20:00:00Z"), "public"),
                new UploadedVideo("first", "", Instant.parse("1970-01-02T08:00:00Z"), "public"),
                new UploadedVideo("old", "", Instant.parse("1970-01-02T07:59:59Z"), "public")),
            null));
    PendingRequest request =
        SchedulerParts.shard(CHANNEL, curve, new ReportRequest(curve, days)).pending().get(0);

    VideoRequestExpander.Expansion expansion = expander.expand(request, listing);

    assertThat(expansion.requests().stream().map(one -> one.request().videos()))
        .containsExactly(List.of("first"), List.of("new"))
        .inOrder();
  }
}
