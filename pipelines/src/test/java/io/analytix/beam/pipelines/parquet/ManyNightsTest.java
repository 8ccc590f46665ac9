// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.RunPlan;
import io.analytix.beam.plan.RunPlanner;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what a resumed run reads of the outcomes of many nights of 500 channels and 13 reports.
 * A measurement of its own: {@code mvn test -Dtest=ManyNightsTest -Danalytix.nights=400}.
 */
@EnabledIfSystemProperty(named = "analytix.nights", matches = "[1-9][0-9]*")
final class ManyNightsTest {
  private static final int NIGHTS = Integer.getInteger("analytix.nights", 1);
  private static final int CHANNELS = Integer.getInteger("analytix.channels", 500);

  /** What a lane stores at once, about. */
  private static final int A_FILE = 400;

  private static final LocalDate LAST = LocalDate.parse("2026-03-14");
  private static final List<ReportDefinition> REPORTS =
      Reports.builtInReports().stream().limit(13).toList();

  @TempDir Path folder;

  @Test
  void resume_afterManyNights_plansInSecondsWithLittleMemory() throws IOException {
    for (int night = 1; night <= NIGHTS; night++) {
      store(LAST.minusDays(NIGHTS - night));
    }

    makeFiles();
    System.out.printf("%d nights stored%n", NIGHTS);

    RunPlan again = plan("the same night again", LAST);
    RunPlan next = plan("the next night", LAST.plusDays(1));
    assertThat(again.shards().size()).isEqualTo(0);
    assertThat(next.shards().size()).isEqualTo(CHANNELS * REPORTS.size());
  }

  private RunPlan plan(String what, LocalDate last) throws IOException {
    RunPlanner planner =
        new RunPlanner(new ShardPlanner(REPORTS, RunDates.lookback(last)), true, 1_000_000);
    List<ChannelRef> channels =
        IntStream.range(0, CHANNELS).mapToObj(ManyNightsTest::channel).toList();
    long heap = heap();
    long began = System.nanoTime();
    Held past = new Held(ParquetEarlierOutcomes.in(ParquetOutput.at(folder.toString())).open());
    RunPlan lane = planner.plan(channels, past, at(last.plusDays(1)));
    System.out.printf(
        Locale.ROOT,
        "%s, after %d nights: planned in %.1f s, %.1f MB kept%n",
        what,
        NIGHTS,
        (System.nanoTime() - began) / 1e9,
        (heap() - heap) / 1e6);
    assertThat(past.held).isNotNull();
    return lane;
  }

  /** Holds on to what a plan goes by. */
  private static final class Held implements EarlierOutcomes {
    private EarlierOutcomes held;

    Held(EarlierOutcomes past) {
      this.held = past;
    }

    @Override
    public EarlierOutcomes limitedTo(Map<String, DateRange> dates) {
      held = held.limitedTo(dates);
      return held;
    }

    @Override
    public Map<DateRange, RequestResult> latestByDates(
        ChannelRef channel, ReportDefinition report) {
      return held.latestByDates(channel, report);
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** What a night left: all answered. */
  private void store(LocalDate last) throws IOException {
    OutcomeFiles parts = new OutcomeFiles(new LocalFileStore(folder), REPORTS);
    ShardPlanner planner = new ShardPlanner(REPORTS, RunDates.lookback(last));
    String runId = last.toString().replace("-", "") + "-170000-00000000";
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      for (Shard shard : planner.plan(channel(i))) {
        planner
            .requests(shard)
            .forEach(request -> outcomes.add(answer(runId, shard, request, at(last.plusDays(1)))));
      }
      if (outcomes.size() >= A_FILE) {
        parts.add(outcomes);
        parts.write();
        outcomes.clear();
      }
    }
    parts.add(outcomes);
    parts.write();
  }

  /** A response counts only if the files of its rows exist; they are not read. */
  private void makeFiles() throws IOException {
    DateRange days = new DateRange(LAST.minusDays(NIGHTS + 62L), LAST);
    for (ReportDefinition report : REPORTS) {
      for (YearMonth month : days.months().toList()) {
        for (int i = 0; i < CHANNELS; i++) {
          String channel = Objects.requireNonNull(channel(i).channelId());
          Path file = folder.resolve(OutputPaths.file(report.name(), month, channel, null));
          Files.createDirectories(Objects.requireNonNull(file.getParent()));
          Files.createFile(file);
        }
      }
    }
  }

  private static ChannelRef channel(int number) {
    return new ChannelRef(
        String.format(Locale.ROOT, "channel-%04d", number),
        String.format(Locale.ROOT, "UC%022d", number),
        null,
        null);
  }

  private static Instant at(LocalDate day) {
    return day.atTime(LocalTime.of(9, 0)).atZone(RunDates.PACIFIC).toInstant();
  }

  private static Outcome answer(String runId, Shard shard, ReportRequest request, Instant sent) {
    return Outcome.builder()
        .runId(runId)
        .tokenRecord(shard.channel().tokenRecord())
        .channelId(shard.channel().channelId())
        .report(shard.report())
        .startDate(request.dates().first())
        .endDate(request.dates().last())
        .answeredFrom(request.dates().first())
        .answeredThrough(request.dates().last())
        .status(Status.OK)
        .httpStatus(200)
        .rows(10)
        .startedAt(sent)
        .finishedAt(sent.plus(Duration.ofMillis(250)))
        .build();
  }
}
