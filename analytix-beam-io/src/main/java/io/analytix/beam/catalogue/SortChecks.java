// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the sort keys of a query. */
final class SortChecks {
  private SortChecks() {}

  /** The column of a sort key, without hyphens. */
  static String column(String key) {
    int first = 0;
    int end = key.length();
    while (first < end && key.charAt(first) == '-') {
      first++;
    }
    while (first < end && key.charAt(end - 1) == '-') {
      end--;
    }
    return key.substring(first, end);
  }

  static void selected(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.query().sort().isEmpty()) {
      return;
    }
    Set<String> selected = new HashSet<>(match.metrics());
    if (match.has(Deviation.SORT_BY_DIMENSION)) {
      selected.addAll(match.query().dimensions());
    }
    List<String> others = NameChecks.matching(columns(match), name -> !selected.contains(name));
    if (!others.isEmpty()) {
      diagnostics.violation(
          Rule.SORT_NOT_IN_METRICS,
          others,
          "sorted by " + String.join(", ", others) + ", which is not selected");
    }
  }

  private static List<String> columns(ReportTypeMatch match) {
    return match.query().sort().stream().map(SortChecks::column).toList();
  }

  static void form(ReportTypeMatch match, Diagnostics diagnostics) {
    List<String> invalid =
        NameChecks.matching(
            match.query().sort(),
            key -> !key.equals(column(key)) && !key.equals("-" + column(key)));
    if (!invalid.isEmpty() && match.has(Deviation.SORT_SYNTAX)) {
      diagnostics.violation(
          Rule.INVALID_SORT_OPTION,
          invalid,
          "a sort key is a name, or -name for descending, not " + String.join(", ", invalid));
    }
  }

  static void distinct(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.has(Deviation.DUPLICATES)) {
      NameChecks.distinct(columns(match), Rule.DUPLICATE_SORT, diagnostics);
    }
  }

  static void allowed(ReportTypeMatch match, Diagnostics diagnostics) {
    TopRows top = match.type().top();
    if (top == null && match.has(Deviation.SORT_BY_DIMENSION)) {
      return;
    }
    Set<String> options = top == null ? match.type().metrics() : top.sort();
    List<String> refused = NameChecks.matching(columns(match), name -> !options.contains(name));
    if (!refused.isEmpty()) {
      diagnostics.violation(
          Rule.INCOMPATIBLE_SORT_OPTIONS,
          refused,
          match.report() + " cannot be sorted by " + String.join(", ", refused));
    }
  }

  static void descending(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.type().top() == null) {
      return;
    }
    List<String> ascending = NameChecks.matching(match.query().sort(), key -> !key.startsWith("-"));
    if (!ascending.isEmpty()) {
      diagnostics.violation(
          Rule.ASCENDING_SORT,
          ascending,
          match.report()
              + " is sorted in descending order: put a hyphen before "
              + String.join(", ", ascending));
    }
  }

  static void required(ReportTypeMatch match, Diagnostics diagnostics) {
    TopRows top = match.type().top();
    if (top != null && match.query().sort().isEmpty()) {
      diagnostics.violation(
          Rule.SORT_REQUIRED,
          match.report() + " requires a sort by one of " + String.join(", ", top.sort()));
    }
  }
}
