// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.plan.DateRange;
import java.util.Collection;
import java.util.Set;

/**
 * The days and ids that a response covers, whose rows it replaces: {@link ReportSchema#isInScope},
 * for every sink alike.
 *
 * @param days of a snapshot the day on which it was taken
 * @param ids of the requested videos; empty for all
 */
public record ReplaceScope(DateRange days, Set<String> ids) {
  public ReplaceScope {
    ids = Set.copyOf(ids);
  }

  /** These days of these ids; of all, if there are none. */
  public ReplaceScope(DateRange days, Collection<String> ids) {
    this(days, Set.copyOf(ids));
  }

  /** All of these days. */
  public static ReplaceScope all(DateRange days) {
    return new ReplaceScope(days, Set.of());
  }
}
