// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Stream;

/** Whole Pacific days, both ends included, as the YouTube Analytics API counts them. */
public record DateRange(LocalDate first, LocalDate last) implements Serializable {
  public DateRange {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(
          "the last day must not be before the first, but the dates are " + first + ".." + last);
    }
  }

  /** Each day, oldest first. */
  public Stream<LocalDate> days() {
    return first.datesUntil(last.plusDays(1));
  }

  /** Each month with one of these days, oldest first. */
  public Stream<YearMonth> months() {
    YearMonth end = YearMonth.from(last);
    return Stream.iterate(
        YearMonth.from(first), month -> !month.isAfter(end), month -> month.plusMonths(1));
  }

  /** The days in {@code month}, of which there must be one. */
  DateRange within(YearMonth month) {
    return new DateRange(
        first.isBefore(month.atDay(1)) ? month.atDay(1) : first,
        last.isAfter(month.atEndOfMonth()) ? month.atEndOfMonth() : last);
  }

  /** Whether {@code piece} can result from splitting these days at ends of months. */
  boolean isCutInto(DateRange piece) {
    return contains(piece)
        && (piece.first.equals(first) || piece.first.getDayOfMonth() == 1)
        && (piece.last.equals(last) || piece.last.plusDays(1).getDayOfMonth() == 1);
  }

  /** The smallest range that contains both. */
  public DateRange span(DateRange other) {
    return new DateRange(
        other.first.isBefore(first) ? other.first : first,
        other.last.isAfter(last) ? other.last : last);
  }

  /** Whether all of {@code days} are among these. */
  public boolean contains(DateRange days) {
    return contains(days.first) && contains(days.last);
  }

  /** Whether {@code day} is one of these. */
  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  @Override
  public String toString() {
    return first + ".." + last;
  }
}
