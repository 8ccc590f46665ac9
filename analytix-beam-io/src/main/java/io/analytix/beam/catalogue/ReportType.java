// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report type of {@code reports.query}: the rules that a query must follow.
 *
 * @param id the id in the resource, such as {@code TimeBasedActivity}
 * @param name analytix's name, such as {@code Time-based activity}
 * @param family {@code video}, {@code playlist}, {@code ad} or {@code channel}
 * @param dimensions the dimensions that it accepts
 * @param filters the filters that it accepts
 * @param filtersWith the filters that it accepts instead, if the query has the dimension that is
 *     the key
 * @param metrics its metrics, in the canonical order
 * @param top its row limit; null if it has none
 * @param allowedValues the values of a filter that it accepts, for filters of which it accepts only
 *     some
 * @param singleValueFilter the filter that accepts one value only, although it accepts lists in
 *     other types; null for none
 * @param unreliableRows values of {@code maxResults} that the API is known to refuse sometimes;
 *     null for none
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
    Map<String, Set<String>> allowedValues,
    @Nullable String singleValueFilter,
    @Nullable Span unreliableRows) {

  /** A range of numbers, both ends inclusive. */
  public record Span(int first, int last) {
    boolean contains(int number) {
      return first <= number && number <= last;
    }
  }

  /** The filters that it accepts with these dimensions. */
  NameRules filters(Collection<String> with) {
    for (Map.Entry<String, NameRules> other : filtersWith.entrySet()) {
      if (with.contains(other.getKey())) {
        return other.getValue();
      }
    }
    return filters;
  }

  /** The number of dimensions and filters that it accepts. */
  int breadth() {
    return dimensions.allowed().size() + filters.allowed().size();
  }

  /** Whether it reports traffic sources. */
  boolean ofTrafficSources() {
    return dimensions.allowed().contains("insightTrafficSourceType")
        || dimensions.allowed().contains("insightTrafficSourceDetail");
  }

  @Override
  public String toString() {
    return name;
  }
}
