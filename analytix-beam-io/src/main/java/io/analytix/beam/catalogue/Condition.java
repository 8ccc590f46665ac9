// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A condition on a query: every clause must hold.
 *
 * @param clauses empty for a condition that always holds
 */
record Condition(List<Clause> clauses) {

  /** What a clause checks; it holds if it holds for any of its names. */
  enum Kind {
    DIMENSION("dimension"),
    FILTER("filter"),
    NO_FILTER("noFilter"),
    FILTER_VALUE("filterValue"),
    METRIC("metric"),
    METRIC_OF("metricOf"),
    DIMENSION_OR_FILTER("dimensionOrFilter");

    private final String keyword;
    private final String text;

    Kind(String keyword) {
      this.keyword = keyword;
      this.text = keyword.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    static Kind of(String keyword) {
      return Arrays.stream(values())
          .filter(kind -> kind.keyword.equals(keyword))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no kind of clause: " + keyword));
    }
  }

  record Clause(Kind kind, List<String> names) {
    boolean holds(ReportQuery query) {
      for (String name : names) {
        if (holds(query, name)) {
          return true;
        }
      }
      return false;
    }

    private boolean holds(ReportQuery query, String name) {
      return switch (kind) {
        case DIMENSION -> query.dimensions().contains(name);
        case FILTER -> query.filters().containsKey(name);
        case NO_FILTER -> !query.filters().containsKey(name);
        case FILTER_VALUE -> query.hasValue(name);
        case METRIC, METRIC_OF -> query.metrics().contains(name);
        case DIMENSION_OR_FILTER ->
            query.dimensions().contains(name) || query.filters().containsKey(name);
      };
    }
  }

  /** The condition as text, such as {@code dimension video}. */
  String text() {
    return String.join(
        " and the ",
        clauses.stream()
            .map(clause -> clause.kind().text + " " + String.join(" or ", clause.names()))
            .toList());
  }

  boolean holds(ReportQuery query) {
    for (Clause clause : clauses) {
      if (!clause.holds(query)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Parses lines such as {@code "dimension day month"}; {@code metricOf} refers to a metric set.
   */
  static Condition parse(List<String> lines, Map<String, Set<String>> metricSets) {
    return new Condition(lines.stream().map(line -> clause(line, metricSets)).toList());
  }

  private static Clause clause(String line, Map<String, Set<String>> metricSets) {
    List<String> words = WordLists.of(line);
    Kind kind = Kind.of(words.get(0));
    List<String> names = words.subList(1, words.size());
    if (kind == Kind.METRIC_OF) {
      names =
          names.stream().flatMap(set -> metricSets.getOrDefault(set, Set.of()).stream()).toList();
    }
    return new Clause(kind, names);
  }
}
