// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Small reports, channels and answers to store. */
public final class Sample {
  public static final ReportDefinition CHANNEL =
      report("channel_daily", List.of("day"), List.of("views", "averageViewPercentage"), null);
  public static final ReportDefinition REVENUE =
      report("revenue_daily", List.of("day"), List.of("estimatedRevenue"), null);
  public static final ReportDefinition COUNTRY =
      report("geography_daily", List.of("country"), List.of("views"), null);
  public static final ReportDefinition TOP =
      report("top_daily", List.of("video"), List.of("views"), new RowCap(3, List.of("views")));
  public static final ReportDefinition VIDEO_DAYS =
      report("video_days", List.of("day", "video"), List.of("views"), null);
  public static final ReportDefinition FILMS =
      ReportDefinition.named("films")
          .every(TimeGrain.SNAPSHOT)
          .dimensions("video")
          .metrics("title")
          .build();
  public static final List<ReportDefinition> REPORTS = List.of(CHANNEL, REVENUE, COUNTRY, TOP);

  public static final ChannelRef ALPHA = channel("UCalphaalphaalphaalphaal", null);
  public static final ChannelRef BETA = channel("UCbetabetabetabetabetabe", null);
  public static final ChannelRef OWNED = channel("UCalphaalphaalphaalphaal", "Owner One");

  public static final Instant FIRST_NIGHT = Instant.parse("2026-02-01T08:00:00.123Z");

  private static final Map<ReportDefinition, ReportSchema> TABLES = new ConcurrentHashMap<>();

  private Sample() {}

  public static ReportDefinition report(
      String name, List<String> dimensions, List<String> metrics, @Nullable RowCap cap) {
    return filtered(name, dimensions, metrics, cap, Collections.emptySortedMap());
  }

  public static ReportDefinition filtered(
      String name,
      List<String> dimensions,
      List<String> metrics,
      @Nullable RowCap cap,
      SortedMap<String, String> filters) {
    return new ReportDefinition(
        name,
        dimensions,
        metrics,
        new TreeMap<>(filters),
        cap,
        TimeGrain.DAY,
        5,
        null,
        false,
        null);
  }

  public static ChannelRef channel(String id, @Nullable String owner) {
    return new ChannelRef("record-" + id, id, owner, null);
  }

  public static LocalDate day(String day) {
    return LocalDate.parse(day);
  }

  /** A night's run: what it fetches carries its id and time. */
  public record Night(String runId, Instant at) {
    public static Night of(int number) {
      return new Night("run-" + number, FIRST_NIGHT.plusSeconds(86_400L * number));
    }

    /** A row; cells are those after the day. */
    public Row row(
        ReportDefinition report, ChannelRef channel, String day, @Nullable Object... cells) {
      List<@Nullable Object> all = new ArrayList<>();
      if (report.byDay()) {
        all.add(LocalDate.parse(day));
      }
      all.addAll(Arrays.asList(cells));
      return TABLES
          .computeIfAbsent(report, ReportSchema::of)
          .row(
              String.valueOf(channel.channelId()),
              channel.contentOwner(),
              new DateRange(LocalDate.parse(day), LocalDate.parse(day)),
              all,
              at,
              runId);
    }

    /** A response that covers the days from its first to its last row. */
    public FinishedShard.Answer answer(
        ReportDefinition report, ChannelRef channel, DateRange requested, List<Row> rows) {
      List<LocalDate> days =
          rows.stream()
              .map(row -> row.getLogicalTypeValue(ReportSchema.DAY, LocalDate.class))
              .sorted()
              .toList();
      DateRange answered =
          rows.isEmpty() ? null : new DateRange(days.get(0), days.get(days.size() - 1));
      Status status =
          rows.isEmpty() ? Status.EMPTY : report.cap() == null ? Status.OK : Status.TRUNCATED;
      return new FinishedShard.Answer(
          outcome(report, channel, requested, status, null, answered, rows.size()), rows);
    }

    /** An answer about some videos only. */
    public FinishedShard.Answer answer(
        ReportDefinition report,
        ChannelRef channel,
        DateRange requested,
        List<String> videos,
        List<Row> rows) {
      DateRange answered = rows.isEmpty() ? null : requested;
      Status status = rows.isEmpty() ? Status.EMPTY : Status.OK;
      return new FinishedShard.Answer(
          outcome(report, channel, requested, status, null, answered, rows.size()), rows, videos);
    }

    /** A request that was not answered. */
    public FinishedShard.Answer failed(
        ReportDefinition report, ChannelRef channel, DateRange requested, Cause cause) {
      Status status = cause == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED;
      return new FinishedShard.Answer(
          outcome(report, channel, requested, status, cause, null, 0), List.of());
    }

    /** A shard of one request that is answered with these rows. */
    public FinishedShard shard(
        ReportDefinition report, ChannelRef channel, String first, String last, Row... rows) {
      DateRange requested = new DateRange(LocalDate.parse(first), LocalDate.parse(last));
      return shard(report, channel, requested, answer(report, channel, requested, List.of(rows)));
    }

    public FinishedShard shard(
        ReportDefinition report,
        ChannelRef channel,
        DateRange requested,
        FinishedShard.Answer... answers) {
      return new FinishedShard(new Shard(channel, report.name(), requested), List.of(answers));
    }

    private Outcome outcome(
        ReportDefinition report,
        ChannelRef channel,
        DateRange requested,
        Status status,
        @Nullable Cause cause,
        @Nullable DateRange answered,
        int rows) {
      Outcome.Builder outcome =
          Outcome.builder()
              .runId(runId)
              .tokenRecord(channel.tokenRecord())
              .channelId(channel.channelId())
              .contentOwner(channel.contentOwner())
              .report(report.name())
              .startDate(requested.first())
              .endDate(requested.last())
              .answeredFrom(answered == null ? null : answered.first())
              .answeredThrough(answered == null ? null : answered.last())
              .status(status)
              .httpStatus(200)
              .rows(rows)
              .startedAt(at)
              .finishedAt(at.plusMillis(250));
      return cause == null
          ? outcome.build()
          : outcome.failure(Failure.ofResponse(cause, "it failed", 500, null)).build();
    }
  }
}
