// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.Outcomes;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan finds of earlier runs' outcomes, of which there may be very many. */
final class ParquetEarlierOutcomesTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final List<ReportDefinition> REPORTS =
      Stream.of("channel_daily", "geography_daily", "video_daily")
          .map(name -> Reports.find(name).orElseThrow())
          .toList();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void within_anyHistory_findsWhatTheWholeHistoryHolds(long seed) throws IOException {
    Random random = new Random(seed);
    for (int run = 0; run < 12; run++) {
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = random.nextInt(60); i >= 0; i--) {
        outcomes.add(outcome(random, run));
      }
      store(outcomes);
    }
    Map<String, DateRange> dates = new HashMap<>();
    REPORTS.stream()
        .filter(report -> random.nextInt(4) > 0)
        .forEach(report -> dates.put(report.name(), days(random, 12)));
    EarlierOutcomes whole = open();
    EarlierOutcomes within = open().limitedTo(dates);

    for (int i = 0; i < 4; i++) {
      ChannelRef channel = new ChannelRef("channel-" + i, "UCchannel-" + i, null, null);
      for (ReportDefinition report : REPORTS) {
        String requested = "seed %s, %s of %s in %s".formatted(seed, report.name(), channel, dates);
        Map<DateRange, EarlierOutcomes.RequestResult> expected =
            new HashMap<>(whole.latestByDates(channel, report));
        expected.keySet().removeIf(one -> !isWithin(dates.get(report.name()), one));
        expected.forEach(
            (one, result) ->
                assertWithMessage(requested)
                    .that(within.latest(channel, new ReportRequest(report, one)))
                    .hasValue(result));
        assertWithMessage(requested)
            .that(within.latestByDates(channel, report))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void within_fileOfOtherDates_isNotDecoded() throws IOException {
    store(List.of(Outcomes.of("channel_daily", "channel-0").ok(day(1), day(1))));
    ReportDefinition report = REPORTS.get(0);
    ChannelRef channel = new ChannelRef("channel-0", "UCchannel-0", null, null);
    breakPages();

    assertThat(open().limitedTo(Map.of("channel_daily", day(3))).latestByDates(channel, report))
        .isEmpty();
    assertThat(open().limitedTo(Map.of()).latestByDates(channel, report)).isEmpty();
    EarlierOutcomes decoded = open().limitedTo(Map.of("channel_daily", day(1)));
    assertThat(decoded.latestByDates(channel, report)).isEmpty();
    assertThat(decoded.problems()).hasSize(1);
    assertThat(decoded.problems().iterator().next())
        .containsMatch(
            "^_outcomes/run=.*/part-.*\\.parquet is damaged \\(.*'analytix output check'");
  }

  @Test
  void latest_fileOfTheRowsIsGone_countsAsFailed() throws IOException {
    DateRange twoMonths = new DateRange(FIRST, FIRST.plusDays(40));
    store(List.of(Outcomes.of("channel_daily", "channel-0").ok(twoMonths, twoMonths)));
    ChannelRef channel = new ChannelRef("channel-0", "UCchannel-0", null, null);
    ReportRequest request = new ReportRequest(REPORTS.get(0), twoMonths);
    assertThat(open().latest(channel, request).orElseThrow().kind()).isEqualTo(Kind.ANSWERED);

    Files.delete(folder.resolve("channel_daily/year_month=2026-01/UCchannel-0.parquet"));

    assertThat(open().latest(channel, request).orElseThrow().kind()).isEqualTo(Kind.FAILED);
  }

  /** Spoils all rows, but not the footer. */
  private void breakPages() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(one -> one.toString().matches(".*/part-.*[.]parquet")).toList()) {
        byte[] content = Files.readAllBytes(file);
        int footer =
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(content.length - 8);
        Arrays.fill(content, 4, content.length - 8 - footer, (byte) 0);
        Files.write(file, content);
      }
    }
  }

  private static boolean isWithin(DateRange dates, DateRange one) {
    return dates != null && dates.contains(one);
  }

  private static Outcome outcome(Random random, int run) {
    Outcomes of =
        Outcomes.of(
            REPORTS.get(random.nextInt(REPORTS.size())).name(), "channel-" + random.nextInt(4));
    DateRange requested = days(random, 3);
    return Outcomes.of(
        switch (random.nextInt(4)) {
          case 0 -> of.failed(requested, Cause.BACKEND);
          case 1 -> of.failed(requested, Cause.QUOTA_DAY);
          case 2 -> of.empty(requested);
          default -> of.ok(requested, requested);
        },
        "20260101-0000%02d-00000000".formatted(run));
  }

  private static DateRange days(Random random, int most) {
    LocalDate first = FIRST.plusDays(random.nextInt(20));
    return new DateRange(first, first.plusDays(random.nextInt(most)));
  }

  private static DateRange day(int number) {
    return new DateRange(FIRST.plusDays(number), FIRST.plusDays(number));
  }

  /** In several files, with files where their rows would be. */
  private void store(List<Outcome> outcomes) throws IOException {
    for (Outcome outcome : outcomes) {
      if (outcome.status().hasRows()) {
        DateRange rows = new DateRange(outcome.answeredFrom(), outcome.answeredThrough());
        for (YearMonth month : rows.months().toList()) {
          Path file =
              folder.resolve(OutputPaths.file(outcome.report(), month, outcome.channelId(), null));
          Files.createDirectories(file.getParent());
          Files.writeString(file, "rows");
        }
      }
    }
    OutcomeFiles parts = new OutcomeFiles(new LocalFileStore(folder), REPORTS);
    for (int i = 0; i < outcomes.size(); i += 20) {
      parts.add(outcomes.subList(i, Math.min(outcomes.size(), i + 20)));
      parts.write();
    }
  }

  private EarlierOutcomes open() throws IOException {
    return ParquetEarlierOutcomes.in(ParquetOutput.at(folder.toString())).open();
  }
}
