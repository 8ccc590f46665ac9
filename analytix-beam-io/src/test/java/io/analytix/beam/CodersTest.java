// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.Basis;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierAnswer;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written to a runner's storage comes back as it was: random values, seeds in messages. */
final class CodersTest {
  private static final List<ReportDefinition> REPORTS = List.copyOf(Reports.builtInReports());

  private static <T> T copy(Coder<T> coder, T value) throws Exception {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }

  @Test
  void fetchPlanElement_anyShards_areDecodedInTheirOrder() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<ChosenShard> shards = new ArrayList<>();
      for (int i = random.nextInt(300); i > 0; i--) {
        shards.add(new ChosenShard(shard(random), ranges(random), ranges(random), answers(random)));
      }
      LocalDate today = day(random);
      FetchPlanElement lane =
          new FetchPlanElement(
              text(random),
              new QuotaUse(today, random.nextInt(99)),
              new QuotaUse(today, random.nextInt(99)),
              shards);
      assertWithMessage("seed %s", seed).that(copy(FetchPlanElement.coder(), lane)).isEqualTo(lane);
    }
    FetchPlanElement.coder().verifyDeterministic();
  }

  @Test
  void fetchPlanElement_tenThousandChannelsOfFourteenReports_isSmallAndHoldsEachChannelOnce()
      throws Exception {
    List<ChosenShard> shards = new ArrayList<>();
    DateRange dates = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(44));
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      ChannelRef channel =
          new ChannelRef("record-" + i, String.format("UC%022x", random.nextLong()), null, null);
      for (int report = 0; report < 14; report++) {
        shards.add(ChosenShard.whole(new Shard(channel, "report_" + report, dates)));
      }
    }

    FetchPlanElement lane =
        new FetchPlanElement(
            "run", QuotaUse.none(LocalDate.EPOCH), QuotaUse.none(LocalDate.EPOCH), shards);
    assertThat(CoderUtils.encodeToByteArray(FetchPlanElement.coder(), lane).length)
        .isLessThan(900_000);
    Set<ChannelRef> objects = Collections.newSetFromMap(new IdentityHashMap<>());
    copy(FetchPlanElement.coder(), lane)
        .shards()
        .forEach(one -> objects.add(one.shard().channel()));
    assertThat(objects).hasSize(10_000);
  }

  @Test
  void finishedShard_anyAnswers_areDecodedEqual() throws Exception {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    REPORTS.forEach(report -> schemas.put(report.name(), ReportSchema.of(report).schema()));
    FinishedShardCoder coder = new FinishedShardCoder(schemas);
    for (int seed = 0; seed < 200; seed++) {
      FinishedShard shard = finished(new Random(seed));
      assertWithMessage("seed %s", seed).that(copy(coder, shard)).isEqualTo(shard);
    }
    FinishedShard unknown =
        new FinishedShard(
            new Shard(
                new ChannelRef("a", null, null, null),
                "other",
                new DateRange(LocalDate.EPOCH, LocalDate.EPOCH)),
            List.of());
    assertThrows(IOException.class, () -> coder.encode(unknown, OutputStream.nullOutputStream()));
  }

  @Test
  void outcomeRow_anyOutcome_isReadBackEqual() {
    for (int seed = 0; seed < 500; seed++) {
      Outcome outcome = outcome(new Random(seed), "channel_daily");
      Row row = OutcomeRow.of(outcome);
      assertWithMessage("seed %s", seed).that(OutcomeRow.read(row)).isEqualTo(outcome);
    }
  }

  @Test
  void outcome_contradictory_isRefused() {
    Outcome ok = outcome(new Random(3), "channel_daily").notStored("staged");

    assertThat(ok.status()).isEqualTo(Status.FAILED);
    assertThat(ok.answeredFrom()).isNull();
    for (Status status : Status.values()) {
      boolean bad = status == Status.FAILED || status == Status.DEFERRED;
      assertThrows(
          IllegalArgumentException.class,
          () -> of(status, bad ? null : Cause.BACKEND, status.hasRows()));
      if (status == Status.UNCHANGED) {
        assertThat(of(status, null, true).answeredFrom()).isEqualTo(LocalDate.EPOCH);
      } else {
        assertThrows(
            IllegalArgumentException.class,
            () -> of(status, bad ? Cause.BACKEND : null, !status.hasRows()));
      }
      assertThat(of(status, bad ? Cause.BACKEND : null, status.hasRows()).status())
          .isEqualTo(status);
    }
  }

  private static Outcome of(Status status, @Nullable Cause cause, boolean answered) {
    LocalDate day = answered ? LocalDate.EPOCH : null;
    return Outcome.builder()
        .runId("run")
        .tokenRecord("record")
        .report("report")
        .startDate(LocalDate.EPOCH)
        .endDate(LocalDate.EPOCH)
        .answeredFrom(day)
        .answeredThrough(day)
        .status(status)
        .cause(cause)
        .startedAt(Instant.EPOCH)
        .finishedAt(Instant.EPOCH)
        .build();
  }

  private static FinishedShard finished(Random random) {
    Shard shard = shard(random);
    ReportDefinition report = Reports.find(shard.report()).orElseThrow();
    List<FinishedShard.Answer> answers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Outcome outcome = outcome(random, shard.report());
      List<Row> rows = new ArrayList<>();
      for (int j = outcome.status().hasRows() ? random.nextInt(5) : 0; j > 0; j--) {
        rows.add(row(random, report));
      }
      answers.add(
          new FinishedShard.Answer(
              outcome, rows, random.nextBoolean() ? List.of() : List.of("-abc", text(random))));
    }
    return new FinishedShard(shard, answers);
  }

  private static Row row(Random random, ReportDefinition report) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (Column column : report.columns()) {
      cells.add(
          random.nextInt(6) == 0 && !column.apiName().equals("day")
              ? null
              : switch (column.type()) {
                case STRING -> text(random);
                case DATE, MONTH -> day(random);
                case INTEGER -> random.nextLong();
                case FLOAT -> random.nextDouble();
                case MONEY -> new BigDecimal(new BigInteger(120, random).negate(), 9);
                case TIMESTAMP -> instant(random);
                case BOOLEAN -> random.nextBoolean();
              });
    }
    return ReportSchema.of(report)
        .row(
            text(random),
            random.nextBoolean() ? null : text(random),
            days(random),
            cells,
            instant(random),
            text(random));
  }

  private static List<EarlierAnswer> answers(Random random) {
    return Stream.generate(
            () ->
                new EarlierAnswer(
                    LocalDate.EPOCH.plusDays(random.nextInt(30_000)),
                    random.nextBoolean()
                        ? new Basis(random.nextLong())
                        : new Basis(random.nextLong(), random.nextLong()),
                    random.nextBoolean()))
        .limit(random.nextInt(3))
        .toList();
  }

  private static List<DateRange> ranges(Random random) {
    return Stream.generate(() -> days(random)).limit(random.nextInt(3)).toList();
  }

  private static DateRange days(Random random) {
    LocalDate day = day(random);
    return new DateRange(day, day);
  }

  private static Outcome outcome(Random random, String report) {
    Status status = any(random, Status.values());
    boolean bad = status == Status.FAILED || status == Status.DEFERRED;
    Cause cause = any(random, Cause.values());
    return Outcome.builder()
        .runId(text(random))
        .tokenRecord(text(random))
        .channelId(optional(random))
        .contentOwner(optional(random))
        .report(report)
        .startDate(day(random))
        .endDate(day(random))
        .answeredFrom(status.hasRows() ? day(random) : null)
        .answeredThrough(status.hasRows() ? day(random) : null)
        .status(status)
        .cause(bad ? cause : null)
        .message(optional(random))
        .remedy(optional(random))
        .retryable(random.nextBoolean())
        .httpStatus(random.nextBoolean() ? null : random.nextInt(600))
        .reason(optional(random))
        .rows(random.nextInt(Integer.MAX_VALUE))
        .requests(random.nextInt(100))
        .retries(random.nextInt(100))
        .startedAt(instant(random))
        .finishedAt(instant(random))
        .build();
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Shard shard(Random random) {
    LocalDate first = day(random);
    return new Shard(
        new ChannelRef(text(random), optional(random), optional(random), optional(random)),
        REPORTS.get(random.nextInt(REPORTS.size())).name(),
        new DateRange(first, first.plusDays(random.nextInt(5000))));
  }

  private static LocalDate day(Random random) {
    return LocalDate.EPOCH.plusDays(random.nextInt(40_000) - 10_000);
  }

  private static Instant instant(Random random) {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private static @Nullable String optional(Random random) {
    return random.nextInt(3) == 0 ? null : text(random);
  }

  private static String text(Random random) {
    int[] points = new int[random.nextInt(30)];
    for (int i = 0; i < points.length; i++) {
      do {
        points[i] = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT);
      } while (points[i] >= Character.MIN_SURROGATE && points[i] <= Character.MAX_SURROGATE);
    }
    return new String(points, 0, points.length);
  }
}
