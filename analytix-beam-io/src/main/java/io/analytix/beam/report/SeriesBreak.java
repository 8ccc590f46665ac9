// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change of what a column means: figures from before and after it are not comparable.
 *
 * @param began the first day, in Pacific time, that can have the new meaning
 * @param complete the first day that has the new meaning everywhere; {@code began} if the change
 *     took place on one day
 * @param change what changed, a phrase without a full stop
 * @param comparable the metric that kept the meaning, null if there is none
 * @param contentOwnersOnly whether it concerns only requests of content owners
 * @param source the page of Google's documentation that announces it
 */
public record SeriesBreak(
    Column column,
    LocalDate began,
    LocalDate complete,
    String change,
    @Nullable Column comparable,
    boolean contentOwnersOnly,
    String source) {

  /** Whether the days from first to last, both included, have figures from before and after it. */
  public boolean isWithin(LocalDate first, LocalDate last) {
    return first.isBefore(complete) && !last.isBefore(began);
  }

  /** The day of the change, or its first and last, as text. */
  public String days() {
    return began.equals(complete) ? began.toString() : began + " to " + complete;
  }

  /** The change as a sentence, with the names that the columns have in tables. */
  public String text() {
    return "The series of %s breaks on %s: %s.%s"
        .formatted(
            column.columnName(),
            days(),
            change,
            comparable == null ? "" : " Compare " + comparable.columnName() + " instead.");
  }
}
