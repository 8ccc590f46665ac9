// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** By what a query is sorted. */
final class SortChecks {
  private SortChecks() {}

  /** The column of a sort key. */
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

  static void selected(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.query().sort().isEmpty()) {
      return;
    }
    Set<String> selected = new HashSet<>(subject.metrics());
    if (subject.has(Deviation.SORT_BY_DIMENSION)) {
      selected.addAll(subject.query().dimensions());
    }
    List<String> others = NameChecks.those(columns(subject), name -> !selected.contains(name));
    if (!others.isEmpty()) {
      findings.violation(
          Rule.SORT_NOT_IN_METRICS,
          others,
          "sorted by " + String.join(", ", others) + ", which is not selected");
    }
  }

  private static List<String> columns(ReportTypeMatch subject) {
    return subject.query().sort().stream().map(SortChecks::column).toList();
  }

  static void form(ReportTypeMatch subject, Diagnostics findings) {
    List<String> odd =
        NameChecks.those(
            subject.query().sort(),
            key -> !key.equals(column(key)) && !key.equals("-" + column(key)));
    if (!odd.isEmpty() && subject.has(Deviation.SORT_SYNTAX)) {
      findings.violation(
          Rule.INVALID_SORT_OPTION,
          odd,
          "a sort key is a name, or -name for descending, not " + String.join(", ", odd));
    }
  }

  static void distinct(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.has(Deviation.DUPLICATES)) {
      NameChecks.distinct(columns(subject), Rule.DUPLICATE_SORT, findings);
    }
  }

  static void allowed(ReportTypeMatch subject, Diagnostics findings) {
    TopRows top = subject.type().top();
    if (top == null && subject.has(Deviation.SORT_BY_DIMENSION)) {
      return;
    }
    Set<String> options = top == null ? subject.type().metrics() : top.sort();
    List<String> refused = NameChecks.those(columns(subject), name -> !options.contains(name));
    if (!refused.isEmpty()) {
      findings.violation(
          Rule.INCOMPATIBLE_SORT_OPTIONS,
          refused,
          subject.report() + " cannot be sorted by " + String.join(", ", refused));
    }
  }

  static void descending(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.type().top() == null) {
      return;
    }
    List<String> ascending = NameChecks.those(subject.query().sort(), key -> !key.startsWith("-"));
    if (!ascending.isEmpty()) {
      findings.violation(
          Rule.ASCENDING_SORT,
          ascending,
          subject.report()
              + " is sorted descending: put a hyphen before "
              + String.join(", ", ascending));
    }
  }

  static void required(ReportTypeMatch subject, Diagnostics findings) {
    TopRows top = subject.type().top();
    if (top != null && subject.query().sort().isEmpty()) {
      findings.violation(
          Rule.SORT_REQUIRED,
          subject.report() + " needs a sort by one of " + String.join(", ", top.sort()));
    }
  }
}
