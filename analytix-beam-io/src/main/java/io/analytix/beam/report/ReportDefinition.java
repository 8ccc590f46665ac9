// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report: a named query and how it is cut in time.
 *
 * <p>A report with the {@code day} dimension is one request for all its dates; one without it is
 * one request per day. Money metrics never share a report with others, because one metric that a
 * channel may not have fails the whole query.
 *
 * @param name the table's name: lower case letters, digits and underscores
 * @param dimensions the API's names, in the order of the columns
 * @param metrics the API's names, in the order of the columns; at least one
 * @param filters the API's filters by name; all of them hold
 * @param cap for the API's "top" tables only
 * @param every what one row speaks for
 * @param lookbackDays how many days back a run without dates asks, counting its last day
 */
public record ReportDefinition(
    String name,
    List<String> dimensions,
    List<String> metrics,
    SortedMap<String, String> filters,
    @Nullable RowCap cap,
    Every every,
    int lookbackDays)
    implements Serializable {

  /** The dimension with which one request answers many days. */
  public static final String DAY = "day";

  /** Look-back of a report with the {@code day} dimension, where a wide window costs nothing. */
  public static final int LOOKBACK_BY_DAY = 45;

  /** Look-back of a report where each day is a request. */
  public static final int LOOKBACK_PER_DAY = 5;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  public ReportDefinition {
    dimensions = List.copyOf(dimensions);
    metrics = List.copyOf(metrics);
    filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "report name '" + name + "' must be lower case letters, digits and underscores");
    }
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("report '" + name + "' needs at least one metric");
    }
    checkColumns(name, dimensions, Column.Kind.DIMENSION);
    checkColumns(name, metrics, Column.Kind.METRIC);
    checkMoney(name, metrics);
    if (cap != null && dimensions.contains(DAY)) {
      throw new IllegalArgumentException(
          "report '" + name + "' is capped, so it is asked one day at a time: leave out 'day'");
    }
    if (cap != null && !metrics.containsAll(cap.descending())) {
      throw new IllegalArgumentException(
          "report '" + name + "' is sorted by " + cap.descending() + ", which must be its metrics");
    }
    for (Map.Entry<String, String> filter : filters.entrySet()) {
      if (filter.getValue().isBlank()
          || (filter.getKey() + filter.getValue()).matches(".*(;|==).*")) {
        throw new IllegalArgumentException(
            "report '" + name + "' filters by '" + filter + "': name one value, without ; and ==");
      }
    }
    if (lookbackDays < 1) {
      throw new IllegalArgumentException(
          "report '" + name + "' needs lookbackDays of at least 1, but has " + lookbackDays);
    }
  }

  /** A report of days, without filters: by the {@code day} dimension where it has one. */
  static ReportDefinition daily(
      String name, List<String> dimensions, List<String> metrics, @Nullable RowCap cap) {
    return new ReportDefinition(
        name,
        dimensions,
        metrics,
        Collections.emptySortedMap(),
        cap,
        Every.DAY,
        dimensions.contains(DAY) ? LOOKBACK_BY_DAY : LOOKBACK_PER_DAY);
  }

  /** Whether one request answers all days of a range. */
  public boolean byDay() {
    return dimensions.contains(DAY);
  }

  /** Whether its metrics need the monetary scope and a channel that earns. */
  public boolean monetary() {
    return column(metrics.get(0)).monetary();
  }

  /** The columns of an answer in the order asked: dimensions, then metrics. */
  public List<Column> columns() {
    return Stream.concat(dimensions.stream(), metrics.stream())
        .map(ReportDefinition::column)
        .toList();
  }

  /**
   * The {@code sort} parameter. Always sent: without it the order is not defined, and answers with
   * too few rows have been seen.
   */
  public String sort() {
    if (cap != null) {
      return String.join(",", cap.descending().stream().map(metric -> "-" + metric).toList());
    }
    return String.join(",", dimensions);
  }

  /** The definition in one line, equal for equal queries: kept beside the rows it made. */
  public String fingerprint() {
    List<String> parts = new ArrayList<>();
    parts.add("dimensions=" + String.join(",", dimensions));
    parts.add("metrics=" + String.join(",", metrics));
    if (!filters.isEmpty()) {
      parts.add("filters=" + filterParameter());
    }
    if (cap != null) {
      parts.add("sort=" + sort() + "&maxResults=" + cap.maxResults());
    }
    parts.add("every=" + every);
    return String.join("&", parts);
  }

  /** The {@code filters} parameter, empty where there are none. */
  public String filterParameter() {
    return filterParameter(filters);
  }

  /** The {@code filters} parameter that lets all of these hold, in their order. */
  public static String filterParameter(Map<String, String> filters) {
    return String.join(
        ";", filters.entrySet().stream().map(e -> e.getKey() + "==" + e.getValue()).toList());
  }

  private static Column column(String apiName) {
    return Columns.find(apiName).orElseThrow();
  }

  private static void checkColumns(String report, List<String> names, Column.Kind kind) {
    String word = kind == Column.Kind.METRIC ? "metric" : "dimension";
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (Columns.find(name).filter(column -> column.kind() == kind).isEmpty()) {
        throw new IllegalArgumentException(
            "report '" + report + "' names '" + name + "', which is no " + word + " of the API");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "report '" + report + "' names the " + word + " '" + name + "' twice");
      }
    }
  }

  private static void checkMoney(String report, List<String> metrics) {
    Predicate<String> money = metric -> column(metric).monetary();
    Map<Boolean, List<String>> parts = metrics.stream().collect(Collectors.partitioningBy(money));
    List<String> monetary = parts.getOrDefault(true, List.of());
    List<String> others = parts.getOrDefault(false, List.of());
    if (!monetary.isEmpty() && !others.isEmpty()) {
      throw new IllegalArgumentException(
          "report '"
              + report
              + "' mixes money with other metrics, so a channel without money rights would get"
              + " neither: make two reports, one of "
              + monetary
              + " and one of "
              + others);
    }
  }
}
