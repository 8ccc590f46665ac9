// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Map;
import java.util.Set;

/**
 * The names and values that a query may have.
 *
 * @param metrics the metrics, in the canonical order
 * @param values the values of a filter by its name; without filters of free text
 * @param refused names that the API is known to refuse, and why
 * @param lists the filters that accept ids separated by commas
 * @param money the metrics and dimensions that need the monetary scope
 */
record Vocabulary(
    Set<String> metrics,
    Set<String> dimensions,
    Set<String> filters,
    Map<String, Set<String>> values,
    Set<String> currencies,
    Map<String, String> refused,
    Set<String> lists,
    Set<String> money) {

  boolean freeText(String filter) {
    return !values.containsKey(filter);
  }

  boolean hasValue(String filter, String value) {
    Set<String> known = values.get(filter);
    return known == null || known.contains(value);
  }
}
