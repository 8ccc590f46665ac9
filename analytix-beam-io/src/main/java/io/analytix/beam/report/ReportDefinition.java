// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A report: a named query of the YouTube APIs. Built with {@link #named}.
 *
 * @param name of the report and of its table: lower case letters, digits and underscores
 * @param dimensions the API's names, in the order of the columns
 * @param metrics the API's names, in the order of the columns; monetary ones never together with
 *     others; of a snapshot, its attributes
 * @param filters the API's names with their value; ids of {@code video} or {@code playlist} are
 *     separated by commas
 * @param cap maximum rows and order of a top table, null for all rows
 * @param every the period that a row covers
 * @param lookbackDays how many days a nightly run requests
 * @param currency ISO 4217 code, null for the API's default of US dollars
 */
public record ReportDefinition(
    String name,
    List<String> dimensions,
    List<String> metrics,
    SortedMap<String, String> filters,
    @Nullable RowCap cap,
    TimeGrain every,
    int lookbackDays,
    @Nullable String currency)
    implements TableDefinition {

  /** The dimension with which one request covers all days. */
  public static final String DAY = "day";

  /** The dimension with which one request covers all months. */
  public static final String MONTH = "month";

  /** The dimension and filter of videos. */
  public static final String VIDEO = "video";

  /** The key of a group. */
  static final String GROUP = "groupId";

  /** The key of a member of a group. */
  static final String GROUP_ITEM = "groupItemId";

  /** The metric whose sum over days is compared with {@link #totals}. */
  public static final String TOTALS_METRIC = "views";

  /** Look-back of a report of which a request covers all days, or a whole month. */
  public static final int DEFAULT_LOOKBACK_DAYS = 45;

  /** Look-back of a report of which each day is a request, sent if the day has changed. */
  public static final int DEFAULT_PER_DAY_LOOKBACK_DAYS = 28;

  public ReportDefinition {
    dimensions = List.copyOf(dimensions);
    metrics = List.copyOf(metrics);
    filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
    DefinitionCheck check = new DefinitionCheck(name);
    if (every == TimeGrain.SNAPSHOT) {
      check.snapshot(dimensions, metrics, filters);
    } else {
      check.columns(dimensions, metrics);
      check.time(dimensions, every, lookbackDays);
      check.filters(filters);
      check.currency(currency, metrics);
      check.cap(cap, dimensions, filters, metrics);
    }
  }

  /** A builder of a report of this name. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Builds a report, which needs at least metrics. */
  public static final class Builder {
    private final String name;
    private final Map<String, String> filters = new LinkedHashMap<>();
    private List<String> dimensions = List.of();
    private List<String> metrics = List.of();
    private TimeGrain every = TimeGrain.DAY;
    private @Nullable RowCap cap;
    private @Nullable Integer lookbackDays;
    private @Nullable String currency;

    private Builder(String name) {
      this.name = name;
    }

    /** Groups rows by these dimensions, by the API's names; by default none. */
    public Builder dimensions(String... names) {
      this.dimensions = List.of(names);
      return this;
    }

    /** Measures these metrics, by the API's names. */
    public Builder metrics(String... names) {
      this.metrics = List.of(names);
      return this;
    }

    /** Keeps only rows of this value; several ids of {@code video} are separated by commas. */
    public Builder filter(String filter, String value) {
      this.filters.put(filter, value);
      return this;
    }

    /** Sets the period of a row; by default {@link TimeGrain#DAY}. */
    public Builder every(TimeGrain unit) {
      this.every = unit;
      return this;
    }

    /**
     * Limits the rows to the top ones by these metrics. By default what the API requires of tables
     * such as top videos ({@link RowCap#required}).
     */
    public Builder top(int maxResults, String... descendingMetrics) {
      this.cap = new RowCap(maxResults, List.of(descendingMetrics));
      return this;
    }

    /**
     * Sets how many days a nightly run requests; by default {@link #DEFAULT_PER_DAY_LOOKBACK_DAYS}
     * if each day is a request, else {@link #DEFAULT_LOOKBACK_DAYS}.
     */
    public Builder lookbackDays(int days) {
      this.lookbackDays = days;
      return this;
    }

    /** Sets the currency of monetary metrics, an ISO 4217 code; by default US dollars. */
    public Builder currency(String code) {
      this.currency = code;
      return this;
    }

    /**
     * The report.
     *
     * @throws IllegalArgumentException with one line about the first violation
     */
    public ReportDefinition build() {
      boolean perDay = every == TimeGrain.DAY && !dimensions.contains(DAY);
      return new ReportDefinition(
          name,
          dimensions,
          metrics,
          new TreeMap<>(filters),
          cap != null || every == TimeGrain.SNAPSHOT
              ? cap
              : RowCap.required(dimensions, filters, metrics).orElse(null),
          every,
          lookbackDays != null
              ? lookbackDays
              : perDay ? DEFAULT_PER_DAY_LOOKBACK_DAYS : DEFAULT_LOOKBACK_DAYS,
          currency);
    }
  }

  /** Whether one request covers all days of a range. */
  public boolean byDay() {
    return dimensions.contains(DAY);
  }

  /** Whether each day is a request of its own. */
  public boolean perDay() {
    return every == TimeGrain.DAY && !byDay();
  }

  /** Where its rows come from. */
  public ReportSource source() {
    return every == TimeGrain.SNAPSHOT
        ? SnapshotColumns.source(dimensions, metrics).orElseThrow()
        : ReportSource.ofQuery(dimensions, filters);
  }

  /** The report that its responses are checked with, if they can be: the same without the days. */
  public Optional<ReportDefinition> totals() {
    if (!dimensions.equals(List.of(DAY, VIDEO))
        || source() != ReportSource.VIDEO_QUERY
        || !metrics.contains(TOTALS_METRIC)) {
      return Optional.empty();
    }
    SortedMap<String, String> named = new TreeMap<>(filters);
    named.put(VIDEO, "any");
    return Optional.of(
        new ReportDefinition(
            name, List.of(VIDEO), metrics, named, null, TimeGrain.RANGE, lookbackDays, currency));
  }

  /** Whether its rows are traffic sources of single videos. */
  public boolean isOfTrafficToVideos() {
    return (filters.containsKey(VIDEO) || source() == ReportSource.VIDEO_QUERY)
        && dimensions.stream().anyMatch(name -> name.startsWith("insightTrafficSource"));
  }

  /** Whether one request covers all months of a range. */
  public boolean byMonth() {
    return dimensions.contains(MONTH);
  }

  /** Whether its metrics need the monetary scope and a monetized channel. */
  public boolean monetary() {
    return every != TimeGrain.SNAPSHOT && column(metrics.get(0)).monetary();
  }

  /** The columns of a response in their order: dimensions, then metrics or attributes. */
  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>(dimensions.size() + metrics.size());
    for (List<String> names : List.of(dimensions, metrics)) {
      for (String name : names) {
        columns.add(
            source().isSnapshot() ? SnapshotColumns.find(name).orElseThrow() : column(name));
      }
    }
    return Collections.unmodifiableList(columns);
  }

  /**
   * The {@code sort} parameter, empty without dimensions. Always sent otherwise: without it the
   * order is undefined, and the API has returned too few rows.
   */
  public String sort() {
    if (cap != null) {
      return String.join(",", cap.descending().stream().map(metric -> "-" + metric).toList());
    }
    return String.join(",", dimensions);
  }

  /** The definition in one line, equal for equal queries; stored with the rows. */
  @Override
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
    if (currency != null) {
      parts.add("currency=" + currency);
    }
    parts.add("every=" + every);
    return String.join("&", parts);
  }

  /** The {@code filters} parameter, empty without filters. */
  public String filterParameter() {
    return filterParameter(filters);
  }

  /** The {@code filters} parameter of these filters, in their order. */
  public static String filterParameter(Map<String, String> filters) {
    return String.join(
        ";", filters.entrySet().stream().map(e -> e.getKey() + "==" + e.getValue()).toList());
  }

  private static Column column(String apiName) {
    return Columns.find(apiName).orElseThrow();
  }
}
