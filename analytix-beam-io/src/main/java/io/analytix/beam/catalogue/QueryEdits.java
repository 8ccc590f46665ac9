// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What lies between the query that was asked and one that would be valid. */
final class QueryEdits {
  private static final int DIMENSION = 4;
  private static final int NO_DIMENSION_LEFT = 8;
  private static final int FILTER = 3;
  private static final int FILTER_VALUE = 2;
  private static final int METRIC_DROPPED = 2;
  private static final int METRIC_ADDED = 3;
  private static final int NO_METRIC_LEFT = 6;
  private static final int SCOPE = 5;

  private QueryEdits() {}

  /** How far the two are from each other; 0 where they are the same question. */
  static int distance(ReportQuery asked, ReportQuery other) {
    return dimensionDistance(asked, other.dimensions())
        + metricDistance(asked, other)
        + filterDistance(asked, other)
        + SCOPE * missing(other.scopes(), asked.scopes()).size()
        + differs(asked.sort(), other.sort())
        + differs(asked.maxResults(), other.maxResults())
        + differs(asked.startIndex(), other.startIndex())
        + differs(asked.startDate(), other.startDate())
        + differs(asked.endDate(), other.endDate())
        + differs(asked.currency(), other.currency());
  }

  /** At most the distance from the query to any that the type serves; cheap to find out. */
  static int leastDistance(ReportQuery query, ReportType type, RuleSet law) {
    Set<String> promoted = ReportTypeMatch.promoted(query, type, law);
    int dimensions =
        type.dimensions().faults(query.dimensions())
            + foreign(
                query.dimensions(),
                law.words().dimensions(),
                name -> type.dimensions().allowed().contains(name) || promoted.contains(name));
    int filters = 0;
    if (type.filtersWith().isEmpty()) {
      Set<String> names = query.filters().keySet();
      filters =
          type.filters().faults(names)
              + foreign(names, law.words().filters(), type.filters().allowed()::contains);
    }
    int metrics = foreign(query.metrics(), law.words().metrics(), type.metrics()::contains);
    return DIMENSION * dimensions
        + FILTER * filters
        + METRIC_DROPPED * metrics
        + (metrics > 0 && metrics == query.metrics().size() ? NO_METRIC_LEFT + METRIC_ADDED : 0);
  }

  /** How many of the names the API knows, but the type does not take. */
  private static int foreign(
      Collection<String> names, Set<String> known, Predicate<String> allowed) {
    return NameChecks.those(names, name -> known.contains(name) && !allowed.test(name)).size();
  }

  private static int dimensionDistance(ReportQuery asked, Collection<String> dimensions) {
    List<String> dropped = missing(asked.dimensions(), dimensions);
    return DIMENSION * (dropped.size() + missing(dimensions, asked.dimensions()).size())
        + (all(dropped, asked.dimensions()) ? NO_DIMENSION_LEFT : 0);
  }

  private static int metricDistance(ReportQuery asked, ReportQuery other) {
    List<String> dropped = missing(asked.metrics(), other.metrics());
    return METRIC_DROPPED * dropped.size()
        + METRIC_ADDED * missing(other.metrics(), asked.metrics()).size()
        + (all(dropped, asked.metrics()) ? NO_METRIC_LEFT : 0);
  }

  private static boolean all(List<String> dropped, List<String> asked) {
    return !dropped.isEmpty() && dropped.size() == asked.size();
  }

  private static int filterDistance(ReportQuery asked, ReportQuery other) {
    Set<String> before = asked.filters().keySet();
    Set<String> after = other.filters().keySet();
    return FILTER * (missing(before, after).size() + missing(after, before).size())
        + FILTER_VALUE * changedValues(asked, other).size();
  }

  private static List<String> changedValues(ReportQuery asked, ReportQuery other) {
    return asked.filters().keySet().stream()
        .filter(other.filters()::containsKey)
        .filter(name -> differs(asked.filters().get(name), other.filters().get(name)) == 1)
        .toList();
  }

  private static int differs(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other) ? 0 : 1;
  }

  /** Those of the first that the second lacks. */
  private static List<String> missing(Collection<?> first, Collection<?> second) {
    List<String> missing = List.of();
    for (Object one : first) {
      if (!second.contains(one)) {
        missing = missing.isEmpty() ? new ArrayList<>() : missing;
        missing.add(one.toString());
      }
    }
    return missing;
  }

  /** The way from one to the other, in words. */
  static List<String> describe(ReportQuery asked, ReportQuery other) {
    List<String> changes = new ArrayList<>();
    names("dimension", asked.dimensions(), other.dimensions(), changes);
    names("metric", asked.metrics(), other.metrics(), changes);
    filters(asked, other, changes);
    if (!asked.sort().equals(other.sort())) {
      String keys = String.join(",", other.sort());
      changes.add(keys.isEmpty() ? "leave out sort" : "set sort=" + keys);
    }
    value("maxResults", number(asked.maxResults()), number(other.maxResults()), changes);
    value("startIndex", asked.startIndex(), other.startIndex(), changes);
    value("startDate", asked.startDate(), other.startDate(), changes);
    value("endDate", asked.endDate(), other.endDate(), changes);
    value("currency", asked.currency(), other.currency(), changes);
    missing(other.scopes(), asked.scopes())
        .forEach(scope -> changes.add("have the consent hold " + scope));
    return changes;
  }

  private static void names(
      String word, List<String> asked, List<String> other, List<String> changes) {
    missing(asked, other).stream()
        .distinct()
        .forEach(name -> changes.add("drop the " + word + " " + name));
    missing(other, asked).forEach(name -> changes.add("add the " + word + " " + name));
    if (asked.stream().filter(other::contains).count()
        > asked.stream().filter(other::contains).distinct().count()) {
      changes.add("name each " + word + " once");
    }
  }

  private static void filters(ReportQuery asked, ReportQuery other, List<String> changes) {
    missing(asked.filters().keySet(), other.filters().keySet())
        .forEach(name -> changes.add("drop the filter " + name));
    missing(other.filters().keySet(), asked.filters().keySet())
        .forEach(name -> changes.add("add the filter " + name + "==" + other.filters().get(name)));
    changedValues(asked, other)
        .forEach(name -> changes.add("filter by " + name + "==" + other.filters().get(name)));
  }

  private static String number(int rows) {
    return rows == 0 ? "" : String.valueOf(rows);
  }

  private static void value(
      String word, @Nullable Object asked, @Nullable Object other, List<String> changes) {
    if (differs(asked, other) == 1) {
      String to = Objects.toString(other, "");
      changes.add(to.isEmpty() ? "leave out " + word : "set " + word + "=" + to);
    }
  }
}
