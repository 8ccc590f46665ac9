// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.world.KeyedRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * When Google generates the files of a job. Jobs of users have a file a day, from 30 days before
 * the job was created; jobs of YouTube have one a month, a week or a day, by the name of the type.
 */
record JobSchedule(BulkJob job, BulkHistory history, KeyedRandom random, FileContents contents) {
  private static final int DAYS_BEFORE_JOB = 30;
  private static final Duration KEPT = Duration.ofDays(60);
  private static final Duration HISTORY_KEPT = Duration.ofDays(30);
  private static final int MAX_GENERATIONS = 4;

  /** Returns the first day of the first period. */
  LocalDate first() {
    LocalDate first = jobDay().minusDays(DAYS_BEFORE_JOB);
    if (isMonthly()) {
      return first.withDayOfMonth(1);
    }
    return isWeekly() ? first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : first;
  }

  /** Returns the day after the period that begins on {@code day}. */
  LocalDate endOf(LocalDate day) {
    if (isMonthly()) {
      return day.plusMonths(1);
    }
    return isWeekly() ? day.plusWeeks(1) : day.plusDays(1);
  }

  /** Returns the generations of the period that begins on {@code day}, the oldest first. */
  List<ReportFile> generations(LocalDate day) {
    List<ReportFile> files = new ArrayList<>();
    KeyedRandom ofDay = random.with(day.toEpochDay());
    Instant at = firstTime(day, ofDay);
    boolean more = !ofDay.with("gap").happens(history.gapShare());
    while (more) {
      int generation = files.size();
      KeyedRandom ofFile = ofDay.with(generation);
      boolean headerOnly = ofFile.with("header").happens(history.headerOnlyShare());
      files.add(generated(day, generation, at, headerOnly));
      more = files.size() < MAX_GENERATIONS && ofFile.with("again").happens(history.reissueShare());
      at = nextTime(at, ofFile);
    }
    return files;
  }

  /** Returns a generation of the period that begins on {@code day}. */
  ReportFile generated(LocalDate day, int generation, Instant at, boolean headerOnly) {
    LocalDate end = endOf(day);
    KeyedRandom ofDay = random.with(day.toEpochDay());
    return file(
        day,
        generation,
        at,
        () ->
            headerOnly
                ? contents.headerOnly(job, history, ofDay, generation, at)
                : contents.of(job, history, ofDay, day, end, generation, at));
  }

  ReportFile file(LocalDate day, int generation, Instant at, Supplier<CsvTable> table) {
    KeyedRandom ofFile = KeyedRandom.from(day.toEpochDay()).with(job.id()).with(generation);
    // Between 9 and 13 digits: the numbers do not sort as texts.
    long range = ofFile.with("short").below(2) == 0 ? 800_000_000L : 10_000_000_000_000L;
    long id = 100_000_000L + ofFile.below(range);
    boolean isHistory = generation == 0 && isHistory(day);
    return new ReportFile(
        Long.toString(id), job.id(), day, endOf(day), at, isHistory ? HISTORY_KEPT : KEPT, table);
  }

  private Instant firstTime(LocalDate day, KeyedRandom ofDay) {
    Duration within =
        Duration.ofMinutes(6 * 60 + ofDay.with("minute").below(18 * 60 - 1)).plus(fraction(ofDay));
    if (isHistory(day)) {
      return job.createTime().plus(within);
    }
    KeyedRandom late = ofDay.with("late");
    long lateDays = late.happens(history.lateShare()) ? 1 + late.with("days").below(4) : 0;
    return endOf(day)
        .plusDays((job.type().systemManaged() ? 10 : 1) + lateDays)
        .atStartOfDay(ReportFile.PACIFIC)
        .toInstant()
        .plus(within);
  }

  /** Some files of a day have the same time or are minutes apart, others up to six days. */
  private static Instant nextTime(Instant at, KeyedRandom ofFile) {
    KeyedRandom wait = ofFile.with("wait");
    return switch ((int) wait.below(10)) {
      case 0 -> at;
      case 1, 2 -> at.plus(Duration.ofMinutes(1 + wait.with("minutes").below(90)));
      default ->
          at.plus(Duration.ofHours(20 + wait.with("hours").below(6 * 24))).plus(fraction(wait));
    };
  }

  /** The time of some files has no fraction of a second. */
  private static Duration fraction(KeyedRandom random) {
    KeyedRandom fraction = random.with("micros");
    return fraction.below(4) == 0
        ? Duration.ZERO
        : Duration.ofNanos(1_000 * fraction.with("count").below(60_000_000));
  }

  private boolean isHistory(LocalDate day) {
    return !job.type().systemManaged() && day.isBefore(jobDay());
  }

  private LocalDate jobDay() {
    return LocalDate.ofInstant(job.createTime(), ReportFile.PACIFIC);
  }

  private boolean isMonthly() {
    return job.type().systemManaged() && !isWeekly() && !job.type().id().contains("_daily_");
  }

  private boolean isWeekly() {
    return job.type().systemManaged() && job.type().id().contains("_weekly_");
  }
}
