// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that {@code reports.query} offers: what a query must look like to be served from it.
 *
 * @param id the resource's name of it, such as {@code TimeBasedActivity}
 * @param name analytix's name of it, such as {@code Time-based activity}
 * @param family {@code video}, {@code playlist}, {@code ad} or {@code channel}
 * @param dimensions which it takes
 * @param filters which it takes
 * @param filtersWith which it takes instead where a query has the dimension named
 * @param metrics which it has, in the canonical order
 * @param top its cap; null where it has none
 * @param only the values that it takes of a filter, where these are fewer than the filter has
 * @param single the filter that may have one value only, although it takes lists elsewhere
 * @param doubtful row counts that are known to be refused at times; null where there are none
 */
public record ReportType(
    String id,
    String name,
    String family,
    NameRules dimensions,
    NameRules filters,
    Map<String, NameRules> filtersWith,
    Set<String> metrics,
    @Nullable TopRows top,
    Map<String, Set<String>> only,
    @Nullable String single,
    @Nullable Span doubtful) {

  /** From one number to another, both included. */
  public record Span(int first, int last) {
    boolean contains(int number) {
      return first <= number && number <= last;
    }
  }

  /** The filters it takes with these dimensions. */
  NameRules filters(Collection<String> with) {
    for (Map.Entry<String, NameRules> other : filtersWith.entrySet()) {
      if (with.contains(other.getKey())) {
        return other.getValue();
      }
    }
    return filters;
  }

  /** How many names it takes beside metrics. */
  int breadth() {
    return dimensions.allowed().size() + filters.allowed().size();
  }

  /** Whether it is of where views came from. */
  boolean ofTrafficSources() {
    return dimensions.allowed().contains("insightTrafficSourceType")
        || dimensions.allowed().contains("insightTrafficSourceDetail");
  }

  @Override
  public String toString() {
    return name;
  }
}
