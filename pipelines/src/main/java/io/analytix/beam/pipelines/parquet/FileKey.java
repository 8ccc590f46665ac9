// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * A file of a channel's rows of a table: one per month (of a range, its last month), or the only
 * one of a snapshot.
 *
 * @param month null for the file of a snapshot
 */
record FileKey(@Nullable YearMonth month) implements Comparable<FileKey> {
  private static final FileKey ONLY = new FileKey(null);
  private static final Comparator<FileKey> BY_MONTH =
      Comparator.comparing(FileKey::month, Comparator.nullsFirst(YearMonth::compareTo));

  /** The file of a row. */
  static FileKey of(ReportSchema table, Row row) {
    return table.period(row).map(days -> new FileKey(YearMonth.from(days.last()))).orElse(ONLY);
  }

  /** The files with rows in a scope, oldest first. */
  static Stream<FileKey> of(ReportSchema table, ReplaceScope scope) {
    return switch (table.definition().every()) {
      case DAY, MONTH -> scope.days().months().map(FileKey::new);
      case RANGE -> Stream.of(new FileKey(YearMonth.from(scope.days().last())));
      case SNAPSHOT -> Stream.of(ONLY);
    };
  }

  @Override
  public int compareTo(FileKey other) {
    return BY_MONTH.compare(this, other);
  }
}
