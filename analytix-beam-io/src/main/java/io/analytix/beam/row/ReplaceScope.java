// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.plan.DateRange;
import java.util.Collection;
import java.util.Set;

/**
 * What an answer speaks for, and so may replace. Which rows these are, {@link
 * ReportSchema#isAnsweredBy} tells, for every sink alike.
 *
 * @param days of a snapshot the day on which it was taken
 * @param videos ids of the videos that were asked for; empty for all there are
 */
public record ReplaceScope(DateRange days, Set<String> videos) {
  public ReplaceScope {
    videos = Set.copyOf(videos);
  }

  /** These days of these videos; of all, if there are none. */
  public ReplaceScope(DateRange days, Collection<String> videos) {
    this(days, Set.copyOf(videos));
  }

  /** All of these days. */
  public static ReplaceScope all(DateRange days) {
    return new ReplaceScope(days, Set.of());
  }
}
