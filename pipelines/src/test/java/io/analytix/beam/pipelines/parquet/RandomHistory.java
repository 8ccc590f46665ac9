// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.OWNED;
import static io.analytix.beam.pipelines.parquet.Sample.REPORTS;
import static io.analytix.beam.pipelines.parquet.Sample.REVENUE;
import static io.analytix.beam.pipelines.parquet.Sample.TOP;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Nights of a made-up API over three channels and four reports around the end of a month: days
 * appear late, are restated, lose and gain rows; answers are empty or fail; a channel's head goes
 * missing.
 */
final class RandomHistory {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-15");
  private static final int DAYS = 60;
  private static final List<String> KEYS = List.of("NO", "SE", "\uD83D\uDE00", "", "DK");

  private final Random random;

  /** What the API knows: figures by dimension, by day, by report and channel. */
  private final Map<String, SortedMap<LocalDate, SortedMap<String, Long>>> truth = new HashMap<>();

  /** Whether most days have no row, so that whole months come and go. */
  private final boolean sparse;

  private int nights;

  RandomHistory(long seed) {
    // Seeds side by side begin alike, unless they are spread out.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.sparse = random.nextInt(4) == 0;
  }

  /** The shards of one more night. */
  List<FinishedShard> night() {
    Night night = Night.of(++nights);
    List<FinishedShard> shards = new ArrayList<>();
    for (ReportDefinition report : REPORTS) {
      for (ChannelRef channel : List.of(ALPHA, BETA, OWNED)) {
        if (sparse || random.nextInt(3) == 0) {
          shards.add(shard(night, report, channel));
        }
      }
    }
    Collections.shuffle(shards, random);
    return shards;
  }

  private FinishedShard shard(Night night, ReportDefinition report, ChannelRef channel) {
    SortedMap<LocalDate, SortedMap<String, Long>> days =
        truth.computeIfAbsent(report.name() + channel, table -> new TreeMap<>());
    LocalDate first = FIRST.plusDays(random.nextInt(DAYS));
    LocalDate last = first.plusDays(random.nextInt(report.byDay() ? DAYS : 6));
    if (sparse && report.byDay() && random.nextBoolean()) {
      first = FIRST;
      last = FIRST.plusDays(DAYS);
    }
    DateRange requested = new DateRange(first, last);
    requested.days().forEach(day -> move(days, day, report));

    List<FinishedShard.Answer> answers = new ArrayList<>();
    if (report.byDay()) {
      LocalDate head = first.plusDays(random.nextInt(3) == 0 ? random.nextInt(5) : 0);
      LocalDate tail = last.minusDays(random.nextInt(4));
      answers.add(
          answer(
              night, report, channel, requested, rows(days, head, tail, night, report, channel)));
    } else {
      requested
          .days()
          .forEach(
              day ->
                  answers.add(
                      answer(
                          night,
                          report,
                          channel,
                          new DateRange(day, day),
                          rows(days, day, day, night, report, channel))));
    }
    return new FinishedShard(new Shard(channel, report.name(), requested), answers);
  }

  private FinishedShard.Answer answer(
      Night night,
      ReportDefinition report,
      ChannelRef channel,
      DateRange requested,
      List<Row> rows) {
    return switch (random.nextInt(10)) {
      case 0 -> night.failed(report, channel, requested, Cause.BACKEND);
      case 1 -> night.failed(report, channel, requested, Cause.QUOTA_DAY);
      case 2 -> night.answer(report, channel, requested, List.of());
      default -> night.answer(report, channel, requested, rows);
    };
  }

  private void move(
      SortedMap<LocalDate, SortedMap<String, Long>> days, LocalDate day, ReportDefinition report) {
    SortedMap<String, Long> rows = days.computeIfAbsent(day, d -> new TreeMap<>());
    List<String> keys = report.byDay() ? List.of("") : KEYS;
    String key = keys.get(random.nextInt(keys.size()));
    if (sparse && random.nextInt(12) > 0) {
      rows.clear();
      return;
    }
    switch (random.nextInt(nights == 1 ? 3 : 6)) {
      case 0, 1 -> rows.put(key, (long) random.nextInt(1000));
      case 2 -> rows.remove(key);
      default -> {} // as it was
    }
  }

  private List<Row> rows(
      SortedMap<LocalDate, SortedMap<String, Long>> days,
      LocalDate first,
      LocalDate last,
      Night night,
      ReportDefinition report,
      ChannelRef channel) {
    List<Row> rows = new ArrayList<>();
    if (last.isBefore(first)) {
      return rows;
    }
    days.subMap(first, last.plusDays(1))
        .forEach(
            (day, figures) ->
                figures.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(report.cap() == null ? Long.MAX_VALUE : report.cap().maxResults())
                    .forEach(
                        row ->
                            rows.add(
                                row(night, report, channel, day, row.getKey(), row.getValue()))));
    Collections.shuffle(rows, random);
    return rows;
  }

  private static Row row(
      Night night,
      ReportDefinition report,
      ChannelRef channel,
      LocalDate day,
      String key,
      long figure) {
    @Nullable String country = key.isEmpty() ? null : key;
    @Nullable Double ratio = figure % 7 == 0 ? null : figure / 4.0;
    String at = day.toString();
    if (report.equals(CHANNEL)) {
      return night.row(report, channel, at, figure, ratio);
    }
    if (report.equals(REVENUE)) {
      return night.row(report, channel, at, BigDecimal.valueOf(figure, 3));
    }
    if (report.equals(COUNTRY)) {
      return night.row(report, channel, at, country, figure);
    }
    if (report.equals(TOP)) {
      return night.row(report, channel, at, "video " + key, figure);
    }
    throw new AssertionError(report);
  }
}
