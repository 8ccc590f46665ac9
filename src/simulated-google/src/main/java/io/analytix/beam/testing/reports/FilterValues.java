// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import io.analytix.beam.testing.world.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The valid values of filters with a fixed set of values: {@code filter-values.json}. */
public final class FilterValues {
  private static final Map<String, Set<String>> KNOWN =
      Resource.map(
          Resource.json(FilterValues.class, "filter-values.json"),
          values -> Set.of(values.asText().split(" ")));

  private FilterValues() {}

  /** Returns whether a filter accepts these values. Filters by id or place accept any text. */
  public static boolean are(List<String> values, String filter) {
    Set<String> known = KNOWN.get(filter);
    return known == null || known.containsAll(values);
  }
}
