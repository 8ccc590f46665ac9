// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Validates a {@link ReportDefinition}. Each violation is an {@link IllegalArgumentException} of
 * one line that names the report, the value and the rule.
 */
final class DefinitionCheck {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  private static final Pattern FILTER_NAME = Pattern.compile("[A-Za-z]+");
  private static final Pattern FILTER_VALUE = Pattern.compile("[^\\s;=,]+(,[^\\s;=,]+)*");

  /** More days than YouTube has existed. */
  private static final int MAX_LOOKBACK_DAYS = 20_000;

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final String report;

  DefinitionCheck(String report) {
    this.report = "report '" + report + "'";
    require(
        NAME.matcher(report).matches(),
        " has an invalid name: use lower case letters, digits and underscores");
  }

  /** The dimensions of a snapshot are its key; it has attributes instead of metrics. */
  void snapshot(
      List<String> dimensions,
      List<String> attributes,
      Map<String, String> filters,
      @Nullable IdChoice each) {
    require(
        !attributes.isEmpty() && SnapshotColumns.source(dimensions, attributes).isPresent(),
        " is a snapshot with columns of no single list: " + dimensions + " and " + attributes);
    require(filters.isEmpty(), " is a snapshot, which supports no filters: remove " + filters);
    require(each == null, " is a snapshot, which lists all there is: remove each: " + each);
  }

  /** The id of a request is its filter, and the first dimension of its rows. */
  void each(@Nullable IdChoice each, List<String> dimensions, Map<String, String> filters) {
    if (each == null) {
      return;
    }
    require(
        !dimensions.contains(each.dimension()) && !filters.containsKey(each.by()),
        " has each: "
            + each.by()
            + ", which filters by one "
            + each.by()
            + " per request and adds the column itself: remove it from dimensions and filters");
  }

  static boolean isFilterValue(String value) {
    return FILTER_VALUE.matcher(value).matches() && !value.contains(",");
  }

  void columns(List<String> dimensions, List<String> metrics) {
    require(!metrics.isEmpty(), " needs at least one metric");
    known(dimensions, Column.Kind.DIMENSION);
    known(metrics, Column.Kind.METRIC);
    Predicate<String> money = metric -> Columns.find(metric).orElseThrow().monetary();
    Map<Boolean, List<String>> parts = metrics.stream().collect(Collectors.partitioningBy(money));
    List<String> monetary = parts.getOrDefault(true, List.of());
    List<String> others = parts.getOrDefault(false, List.of());
    require(
        monetary.isEmpty() || others.isEmpty(),
        " mixes monetary and other metrics, so a channel without monetary access would get neither:"
            + " define one report with "
            + monetary
            + " and one with "
            + others);
  }

  void time(List<String> dimensions, TimeGrain every, int lookbackDays) {
    boolean byDay = dimensions.contains(ReportDefinition.DAY);
    boolean byMonth = dimensions.contains(ReportDefinition.MONTH);
    require(!byDay || !byMonth, " has both dimensions 'day' and 'month': remove one");
    require(
        !byDay || every == TimeGrain.DAY,
        " has the dimension 'day', which contradicts every: " + word(every) + ": remove one");
    require(
        !byMonth || every == TimeGrain.MONTH,
        " has the dimension 'month', which contradicts every: "
            + word(every)
            + ": set every: month");
    require(
        lookbackDays >= 1 && lookbackDays <= MAX_LOOKBACK_DAYS,
        " needs lookbackDays of 1 to " + MAX_LOOKBACK_DAYS + ", but has " + lookbackDays);
  }

  void filters(Map<String, String> filters) {
    filters.forEach(
        (name, value) -> {
          require(
              FILTER_NAME.matcher(name).matches() && FILTER_VALUE.matcher(value).matches(),
              " filters by '"
                  + name
                  + "' of '"
                  + value
                  + "': give one value, or ids separated by commas, without spaces, ; and =");
          require(
              !name.equals("channel"),
              " filters by 'channel': remove it, the run selects the channels");
        });
  }

  void currency(@Nullable String currency, List<String> metrics) {
    if (currency != null) {
      require(
          CURRENCY.matcher(currency).matches(),
          " has the currency '" + currency + "', which must be an ISO 4217 code such as EUR");
      require(
          Columns.find(metrics.get(0)).orElseThrow().monetary(),
          " has a currency, but no monetary metric: remove it");
    }
  }

  void cap(
      @Nullable RowCap cap,
      List<String> dimensions,
      Map<String, String> filters,
      List<String> metrics) {
    if (cap == null) {
      Optional<RowCap> required = RowCap.required(dimensions, filters, metrics);
      require(
          required.isEmpty(),
          " is a top list, for which the API requires "
              + required.map(RowCap::toString).orElse(""));
      return;
    }
    require(
        !dimensions.contains(ReportDefinition.DAY) && !dimensions.contains(ReportDefinition.MONTH),
        " has a row cap, which applies to one day or month at a time: remove 'day' and 'month'");
    require(
        metrics.containsAll(cap.descending()),
        " is sorted by " + cap.descending() + ", which must be in its metrics");
  }

  private void known(List<String> names, Column.Kind kind) {
    String word = kind == Column.Kind.METRIC ? "metric" : "dimension";
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      require(
          Columns.find(name).filter(column -> column.kind() == kind).isPresent(),
          " has '" + name + "', which is not a " + word + " of the API");
      require(seen.add(name), " has the " + word + " '" + name + "' twice");
    }
  }

  private static String word(TimeGrain every) {
    return every.name().toLowerCase(Locale.ROOT);
  }

  void require(boolean valid, String violation) {
    if (!valid) {
      throw new IllegalArgumentException(report + violation);
    }
  }
}
