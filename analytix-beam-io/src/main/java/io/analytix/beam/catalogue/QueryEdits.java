// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The differences between an invalid query and a valid one. */
final class QueryEdits {
  static final int DIMENSION = 4;
  private static final int NO_DIMENSION_LEFT = 8;
  static final int FILTER = 3;
  private static final int FILTER_VALUE = 2;
  static final int METRIC_DROPPED = 2;
  static final int METRIC_ADDED = 3;
  static final int NO_METRIC_LEFT = 6;
  private static final int SCOPE = 5;

  private QueryEdits() {}

  /** The distance between two queries; 0 if they are equal. */
  static int distance(ReportQuery original, ReportQuery other) {
    return dimensionDistance(original, other.dimensions())
        + metricDistance(original, other)
        + filterDistance(original, other)
        + SCOPE * missing(other.scopes(), original.scopes()).size()
        + differs(original.sort(), other.sort())
        + differs(original.maxResults(), other.maxResults())
        + differs(original.startIndex(), other.startIndex())
        + differs(original.startDate(), other.startDate())
        + differs(original.endDate(), other.endDate())
        + differs(original.currency(), other.currency());
  }

  private static int dimensionDistance(ReportQuery original, Collection<String> dimensions) {
    List<String> dropped = missing(original.dimensions(), dimensions);
    return DIMENSION * (dropped.size() + missing(dimensions, original.dimensions()).size())
        + (all(dropped, original.dimensions()) ? NO_DIMENSION_LEFT : 0);
  }

  private static int metricDistance(ReportQuery original, ReportQuery other) {
    List<String> dropped = missing(original.metrics(), other.metrics());
    return METRIC_DROPPED * dropped.size()
        + METRIC_ADDED * missing(other.metrics(), original.metrics()).size()
        + (all(dropped, original.metrics()) ? NO_METRIC_LEFT : 0);
  }

  private static boolean all(List<String> dropped, List<String> original) {
    return !dropped.isEmpty() && dropped.size() == original.size();
  }

  private static int filterDistance(ReportQuery original, ReportQuery other) {
    Set<String> before = original.filters().keySet();
    Set<String> after = other.filters().keySet();
    return FILTER * (missing(before, after).size() + missing(after, before).size())
        + FILTER_VALUE * changedValues(original, other).size();
  }

  private static List<String> changedValues(ReportQuery original, ReportQuery other) {
    return original.filters().keySet().stream()
        .filter(other.filters()::containsKey)
        .filter(name -> differs(original.filters().get(name), other.filters().get(name)) == 1)
        .toList();
  }

  private static int differs(@Nullable Object original, @Nullable Object other) {
    return Objects.equals(original, other) ? 0 : 1;
  }

  /** The elements of the first that the second lacks. */
  private static List<String> missing(Collection<?> first, Collection<?> second) {
    List<String> missing = List.of();
    for (Object element : first) {
      if (!second.contains(element)) {
        missing = missing.isEmpty() ? new ArrayList<>() : missing;
        missing.add(element.toString());
      }
    }
    return missing;
  }

  /** The changes from one query to the other, as text. */
  static List<String> describe(ReportQuery original, ReportQuery other) {
    List<String> changes = new ArrayList<>();
    names("dimension", original.dimensions(), other.dimensions(), changes);
    names("metric", original.metrics(), other.metrics(), changes);
    filters(original, other, changes);
    if (!original.sort().equals(other.sort())) {
      String keys = String.join(",", other.sort());
      changes.add(keys.isEmpty() ? "leave out sort" : "set sort=" + keys);
    }
    value("maxResults", number(original.maxResults()), number(other.maxResults()), changes);
    value("startIndex", original.startIndex(), other.startIndex(), changes);
    value("startDate", original.startDate(), other.startDate(), changes);
    value("endDate", original.endDate(), other.endDate(), changes);
    value("currency", original.currency(), other.currency(), changes);
    missing(other.scopes(), original.scopes())
        .forEach(scope -> changes.add("grant the scope " + scope));
    return changes;
  }

  private static void names(
      String kind, List<String> original, List<String> other, List<String> changes) {
    missing(original, other).stream()
        .distinct()
        .forEach(name -> changes.add("drop the " + kind + " " + name));
    missing(other, original).forEach(name -> changes.add("add the " + kind + " " + name));
    if (original.stream().filter(other::contains).count()
        > original.stream().filter(other::contains).distinct().count()) {
      changes.add("name each " + kind + " once");
    }
  }

  private static void filters(ReportQuery original, ReportQuery other, List<String> changes) {
    missing(original.filters().keySet(), other.filters().keySet())
        .forEach(name -> changes.add("drop the filter " + name));
    missing(other.filters().keySet(), original.filters().keySet())
        .forEach(name -> changes.add("add the filter " + name + "==" + other.filters().get(name)));
    changedValues(original, other)
        .forEach(name -> changes.add("filter by " + name + "==" + other.filters().get(name)));
  }

  private static String number(int rows) {
    return rows == 0 ? "" : String.valueOf(rows);
  }

  private static void value(
      String kind, @Nullable Object original, @Nullable Object other, List<String> changes) {
    if (differs(original, other) == 1) {
      String to = Objects.toString(other, "");
      changes.add(to.isEmpty() ? "leave out " + kind : "set " + kind + "=" + to);
    }
  }
}
