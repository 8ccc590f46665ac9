// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Every;
import io.analytix.beam.row.ReportSchema;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** An answer on its way into files: what it speaks for, and whether it got there. */
final class PendingAnswer {
  private final ReportSchema table;
  private final FinishedShard.Answer answer;
  private final @Nullable DateRange days;
  private @Nullable String failure;

  PendingAnswer(ReportSchema table, FinishedShard.Answer answer) {
    this.table = table;
    this.answer = answer;
    LocalDate first = answer.outcome().answeredFrom();
    LocalDate last = answer.outcome().answeredThrough();
    this.days = first == null || last == null ? null : new DateRange(first, last);
  }

  /** Whether the API gave no row. */
  boolean isEmpty() {
    return answer.outcome().status() == Status.EMPTY;
  }

  /** The days that were asked for. */
  DateRange asked() {
    return new DateRange(answer.outcome().startDate(), answer.outcome().endDate());
  }

  /** The days whose rows it replaces; none if it was empty, failed or was deferred. */
  Stream<DateRange> days() {
    return Stream.ofNullable(days);
  }

  /** The months in whose files these days lie. */
  Stream<YearMonth> months() {
    return days().flatMap(range -> months(table, range));
  }

  /** The months in whose files rows of these days lie: those of a range, where it ends. */
  static Stream<YearMonth> months(ReportSchema table, DateRange days) {
    return table.report().every() == Every.RANGE
        ? Stream.of(YearMonth.from(days.last()))
        : days.months();
  }

  /** Its rows of a month's file. */
  Stream<Row> rows(YearMonth month) {
    return answer.rows().stream()
        .filter(row -> YearMonth.from(table.period(row).last()).equals(month));
  }

  /** What it has a row of and does not speak for: then nothing of it may be stored. */
  Optional<DateRange> stray() {
    return answer.rows().stream()
        .filter(row -> days().noneMatch(range -> table.isAnsweredBy(range, row)))
        .map(table::period)
        .findFirst();
  }

  /** Notes that rows of it could not be stored; the first reason counts. */
  void fail(String line) {
    if (failure == null) {
      failure = line;
    }
  }

  /** How its request ended in the end. */
  Outcome outcome() {
    return failure == null ? answer.outcome() : answer.outcome().notStored(failure);
  }
}
