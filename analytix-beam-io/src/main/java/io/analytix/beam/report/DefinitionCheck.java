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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ReportDefinition} must hold to be asked, stored and told from others. Each breach
 * is an {@link IllegalArgumentException} of one line that names the report, the value and the rule.
 */
final class DefinitionCheck {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  private static final Pattern FILTER_NAME = Pattern.compile("[A-Za-z]+");
  private static final Pattern FILTER_VALUE = Pattern.compile("[^\\s;=,]+(,[^\\s;=,]+)*");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final String report;

  DefinitionCheck(String report) {
    this.report = "report '" + report + "'";
    require(
        NAME.matcher(report).matches(),
        " must be called something of lower case letters, digits and underscores");
  }

  /** A snapshot is told apart by its dimensions, and has attributes in the place of metrics. */
  void snapshot(List<String> dimensions, List<String> attributes, Map<String, String> filters) {
    require(
        !dimensions.isEmpty()
            && SnapshotColumns.areOfOneList(
                Stream.of(dimensions, attributes).flatMap(List::stream).toList()),
        " is a snapshot of columns that no list has: " + dimensions + " and " + attributes);
    require(filters.isEmpty(), " is a snapshot, which has no filters: leave out " + filters);
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
        " mixes money with other metrics, so a channel without money rights would get neither:"
            + " make two reports, one of "
            + monetary
            + " and one of "
            + others);
  }

  void time(List<String> dimensions, TimeGrain every, int lookbackDays) {
    boolean byDay = dimensions.contains(ReportDefinition.DAY);
    boolean byMonth = dimensions.contains(ReportDefinition.MONTH);
    require(!byDay || !byMonth, " has the dimensions 'day' and 'month', which exclude each other");
    require(
        !byDay || every == TimeGrain.DAY,
        " has the dimension 'day', so it is cut by day and not by "
            + word(every)
            + ": leave out one of the two");
    require(
        !byMonth || every == TimeGrain.MONTH,
        " has the dimension 'month', so it is cut by month and not by "
            + word(every)
            + ": say every month");
    require(lookbackDays >= 1, " needs lookbackDays of at least 1, but has " + lookbackDays);
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
                  + "': name one value, or several ids separated by commas, without spaces, ; and"
                  + " =");
          require(
              !name.equals("channel"),
              " filters by 'channel': which channels are asked, the run says");
        });
  }

  void currency(@Nullable String currency, List<String> metrics) {
    if (currency != null) {
      require(
          CURRENCY.matcher(currency).matches(),
          " has the currency '" + currency + "', which must be an ISO 4217 code such as EUR");
      require(
          Columns.find(metrics.get(0)).orElseThrow().monetary(),
          " has a currency, but no metric of money: leave it out");
    }
  }

  void cap(
      @Nullable RowCap cap,
      List<String> dimensions,
      Map<String, String> filters,
      List<String> metrics) {
    if (cap == null) {
      Optional<RowCap> demanded = RowCap.demanded(dimensions, filters, metrics);
      require(
          demanded.isEmpty(),
          " is a top list, for which the API demands " + demanded.map(RowCap::toString).orElse(""));
      return;
    }
    require(
        !dimensions.contains(ReportDefinition.DAY) && !dimensions.contains(ReportDefinition.MONTH),
        " is capped, so it is asked one day or month at a time: leave out 'day' and 'month'");
    require(
        metrics.containsAll(cap.descending()),
        " is sorted by " + cap.descending() + ", which must be among its metrics");
  }

  private void known(List<String> names, Column.Kind kind) {
    String word = kind == Column.Kind.METRIC ? "metric" : "dimension";
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      require(
          Columns.find(name).filter(column -> column.kind() == kind).isPresent(),
          " names '" + name + "', which is no " + word + " of the API");
      require(seen.add(name), " names the " + word + " '" + name + "' twice");
    }
  }

  private static String word(TimeGrain every) {
    return every.name().toLowerCase(Locale.ROOT);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(report + otherwise);
    }
  }
}
