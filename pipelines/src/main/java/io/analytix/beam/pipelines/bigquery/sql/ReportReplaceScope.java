// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import io.analytix.beam.plan.DateRange;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The scope that all responses of a report cover together.
 *
 * @param first the first day
 * @param last the last day
 * @param rows number of rows of the responses
 */
public record ReportReplaceScope(LocalDate first, LocalDate last, ReplacedIds items, long rows)
    implements Serializable {
  /** A statement may change 4,000 partitions; ten years of days are fewer. */
  private static final int MAX_YEARS = 10;

  /** The combination of both. */
  public ReportReplaceScope and(ReportReplaceScope other) {
    return new ReportReplaceScope(
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        items.and(other.items),
        rows + other.rows);
  }

  /** Windows over all days; one statement can change each window. */
  public List<DateRange> windows() {
    List<DateRange> windows = new ArrayList<>();
    for (LocalDate from = first; !from.isAfter(last); from = from.plusYears(MAX_YEARS)) {
      LocalDate until = from.plusYears(MAX_YEARS).minusDays(1);
      windows.add(new DateRange(from, until.isBefore(last) ? until : last));
    }
    return windows;
  }
}
