// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.report.Every;
import io.analytix.beam.row.Answered;
import io.analytix.beam.row.ReportSchema;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which of a channel's files of a table holds a row: that of its month, a range's where it ends; of
 * a snapshot there is only one.
 *
 * @param month null for the only file of a snapshot
 */
record Place(@Nullable YearMonth month) implements Comparable<Place> {
  private static final Place ONLY = new Place(null);
  private static final Comparator<Place> BY_MONTH =
      Comparator.comparing(Place::month, Comparator.nullsFirst(YearMonth::compareTo));

  /** Where a row lies. */
  static Place of(ReportSchema table, Row row) {
    return table.isSnapshot() ? ONLY : new Place(YearMonth.from(table.period(row).last()));
  }

  /** Where the rows lie that an answer may speak for, oldest first. */
  static Stream<Place> of(ReportSchema table, Answered answered) {
    if (table.isSnapshot()) {
      return Stream.of(ONLY);
    }
    return table.report().every() == Every.RANGE
        ? Stream.of(new Place(YearMonth.from(answered.days().last())))
        : answered.days().months().map(Place::new);
  }

  @Override
  public int compareTo(Place other) {
    return BY_MONTH.compare(this, other);
  }
}
