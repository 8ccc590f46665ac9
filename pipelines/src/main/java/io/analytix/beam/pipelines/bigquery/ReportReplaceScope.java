// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.plan.DateRange;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the answers of a report speak for, all together.
 *
 * @param first the first day
 * @param last the last day
 * @param rows how many rows they have
 */
record ReportReplaceScope(LocalDate first, LocalDate last, ReplacedIds items, long rows)
    implements Serializable {
  /** A statement may change 4,000 partitions; ten years of days are fewer. */
  private static final int MAX_YEARS = 10;

  /** Both together. */
  ReportReplaceScope and(ReportReplaceScope other) {
    return new ReportReplaceScope(
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        items.and(other.items),
        rows + other.rows);
  }

  /** The windows that together hold every day, each of which one statement can change. */
  List<DateRange> windows() {
    List<DateRange> windows = new ArrayList<>();
    for (LocalDate from = first; !from.isAfter(last); from = from.plusYears(MAX_YEARS)) {
      LocalDate until = from.plusYears(MAX_YEARS).minusDays(1);
      windows.add(new DateRange(from, until.isBefore(last) ? until : last));
    }
    return windows;
  }
}
