// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The file of a row among a channel's files of a table: one per month, by the last day of a range;
 * a snapshot has a single file.
 *
 * @param month null for the file of a snapshot
 */
record FileKey(@Nullable YearMonth month) implements Comparable<FileKey> {
  private static final FileKey ONLY = new FileKey(null);
  private static final Comparator<FileKey> BY_MONTH =
      Comparator.comparing(FileKey::month, Comparator.nullsFirst(YearMonth::compareTo));

  /** The file of a row. */
  static FileKey of(ReportSchema table, Row row) {
    return table.isSnapshot() ? ONLY : new FileKey(YearMonth.from(table.period(row).last()));
  }

  /** The files of the rows that a scope covers, oldest first. */
  static Stream<FileKey> of(ReportSchema table, ReplaceScope answered) {
    if (table.isSnapshot()) {
      return Stream.of(ONLY);
    }
    return table.report().every() == TimeGrain.RANGE
        ? Stream.of(new FileKey(YearMonth.from(answered.days().last())))
        : answered.days().months().map(FileKey::new);
  }

  @Override
  public int compareTo(FileKey other) {
    return BY_MONTH.compare(this, other);
  }
}
