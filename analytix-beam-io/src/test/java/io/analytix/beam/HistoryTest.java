// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.SnapshotHistory;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestPipelineExtension;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
final class HistoryTest {
  private static final ReportDefinition VIDEOS =
      ReportDefinition.named("my_videos")
          .every(TimeGrain.SNAPSHOT)
          .dimensions("video")
          .metrics("title", "likeCount", "viewCount")
          .build();
  private static final ReportSchema TABLE = ReportSchema.of(VIDEOS);

  /** Still the day before in Pacific time. */
  private static final Instant ARRIVAL = Instant.parse("2026-03-02T07:59:59Z");

  private static final DateRange DATES =
      new DateRange(LocalDate.parse("2026-02-27"), LocalDate.parse("2026-02-27"));

  private static final Queue<FinishedShard> SEEN = new ConcurrentLinkedQueue<>();

  @Test
  void withHistory_snapshotAndFailure_putsTheCountsBeforeTheSnapshotAndNothingBeforeTheFailure(
      TestPipeline pipeline) {
    SEEN.clear();
    Outcome ok =
        outcome()
            .status(Status.OK)
            .answeredFrom(DATES.first())
            .answeredThrough(DATES.last())
            .rows(2)
            .build();
    Outcome failed =
        outcome()
            .status(Status.FAILED)
            .failure(new Failure(Cause.BACKEND, "no", "Run again.", 500, null))
            .build();
    List<Row> rows = List.of(row("v1", "One", 3L, 30L), row("v2", "Two", null, 7L));
    FinishedShard cut = shard(new FinishedShard.Answer(ok, rows, List.of("v1", "v2")));
    FinishedShard broken = shard(new FinishedShard.Answer(failed, List.of()));

    read(pipeline, cut, broken).withHistory().finishedShards().apply(ParDo.of(new SeeFn()));
    pipeline.run().waitUntilFinish();

    List<FinishedShard> seen = List.copyOf(SEEN);
    assertThat(seen.stream().map(shard -> shard.shard().report()).toList())
        .containsExactly("my_videos_history", "my_videos", "my_videos");
    int history = seen.get(0).shard().report().endsWith("_history") ? 0 : 1;
    assertThat(seen.get(history).shard().report()).isEqualTo("my_videos_history");
    assertThat(seen.get(history + 1)).isEqualTo(cut);
    FinishedShard.Answer answer = seen.get(history).answers().get(0);
    assertThat(answer.rows().stream().map(Row::getValues).toList())
        .containsExactly(
            Arrays.asList(
                "UC1", null, LocalDate.parse("2026-03-01"), "v1", 30L, 3L, joda(), "run-1"),
            Arrays.asList(
                "UC1", null, LocalDate.parse("2026-03-01"), "v2", 7L, null, joda(), "run-1"))
        .inOrder();
    assertThat(answer.videos()).containsExactly("v1", "v2");
    assertThat(answer.outcome().startDate()).isEqualTo(LocalDate.parse("2026-03-01"));
    assertThat(answer.outcome().requests()).isEqualTo(0);
  }

  @Test
  void withHistory_noSnapshotOrATakenName_isRefused(TestPipeline pipeline) {
    pipeline.enableAbandonedNodeEnforcement(false);
    ReportDefinition daily = Reports.find("channel_daily").orElseThrow();
    ReportDefinition taken =
        ReportDefinition.named("my_videos_history").dimensions("day").metrics("views").build();
    PCollection<FinishedShard> none = pipeline.apply(Create.empty(FinishedShard.coder(Map.of())));

    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> ReadResult.of(none, List.of(daily)).withHistory()))
        .hasMessageThat()
        .isEqualTo(
            "no report has a history: it needs a snapshot of channels or videos, not only"
                + " [channel_daily]");
    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> ReadResult.of(none, List.of(VIDEOS, taken)).withHistory()))
        .hasMessageThat()
        .isEqualTo("the report 'my_videos_history' has the name of a history: rename it");
  }

  @Test
  void history_ofEachBuiltInReport_hasCountsOnlyForChannelsAndVideos() {
    assertThat(
            SnapshotHistory.of(Reports.builtInReports()).stream()
                .map(
                    table ->
                        table.name() + " " + ReportSchema.of(table).ownColumns().getFieldNames())
                .toList())
        .containsExactly(
            "channels_history [day, subscriber_count, view_count, video_count]",
            "videos_history [day, video, view_count, like_count, comment_count]");
    ReportDefinition titles =
        ReportDefinition.named("titles")
            .every(TimeGrain.SNAPSHOT)
            .dimensions("video")
            .metrics("title")
            .build();
    assertThat(SnapshotHistory.of(titles)).isEmpty();
  }

  private static ReadResult read(TestPipeline pipeline, FinishedShard... shards) {
    return ReadResult.of(
        pipeline.apply(
            Create.of(List.of(shards))
                .withCoder(FinishedShard.coder(Map.of(VIDEOS.name(), TABLE.schema())))),
        List.of(VIDEOS));
  }

  private static FinishedShard shard(FinishedShard.Answer answer) {
    return new FinishedShard(
        new Shard(new ChannelRef("one", "UC1", null, null), VIDEOS.name(), DATES), List.of(answer));
  }

  private static Outcome.Builder outcome() {
    return Outcome.builder()
        .runId("run-1")
        .tokenRecord("one")
        .channelId("UC1")
        .report(VIDEOS.name())
        .startDate(DATES.first())
        .endDate(DATES.last())
        .requests(1)
        .startedAt(ARRIVAL)
        .finishedAt(ARRIVAL);
  }

  private static Row row(String video, String title, Long likes, Long views) {
    return TABLE.row(
        "UC1", null, DATES, Arrays.asList(video, title, likes, views), ARRIVAL, "run-1");
  }

  private static org.joda.time.Instant joda() {
    return org.joda.time.Instant.ofEpochMilli(ARRIVAL.toEpochMilli());
  }

  private static final class SeeFn extends DoFn<FinishedShard, Void> {
    @ProcessElement
    public void process(@Element FinishedShard shard) {
      SEEN.add(shard);
    }
  }
}
