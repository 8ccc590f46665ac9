// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
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
 * A report: a query of the YouTube Analytics API and how it is cut in time. Made by {@link #named}.
 *
 * @param name of the report and of its table: lower case letters, digits and underscores
 * @param dimensions the API's names, in the order of the columns
 * @param metrics the API's names, in the order of the columns; money never together with others; of
 *     a snapshot, its attributes
 * @param filters the API's names with their value; several values of {@code video} or {@code
 *     playlist} are separated by commas
 * @param cap how many rows the API gives at most, null where it gives all
 * @param every what a row speaks of
 * @param lookbackDays how many days back a nightly run asks again
 * @param currency ISO 4217 code of its money, null for the API's default of US dollars
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
    implements Serializable {

  /** The dimension with which one request answers many days. */
  public static final String DAY = "day";

  /** The dimension with which one request answers many months. */
  public static final String MONTH = "month";

  /** The dimension, and the filter, of single videos. */
  public static final String VIDEO = "video";

  /** What tells a group, and its members, from those of others. */
  static final String GROUP = "groupId";

  /** What tells a member of a group from others. */
  static final String GROUP_ITEM = "groupItemId";

  /** The metric whose days are added up to check an answer. */
  public static final String CHECKED = "views";

  /** Look-back of a report that one request answers for all its days, or for a whole month. */
  public static final int LOOKBACK_BY_DAY = 45;

  /** Look-back of a report where each day is a request. */
  public static final int LOOKBACK_PER_DAY = 5;

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

  /** A report of this name, to be told what it asks for. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Says what a report asks for: at least its metrics. */
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

    /** Cuts it in time; by default {@link TimeGrain#DAY}. */
    public Builder every(TimeGrain unit) {
      this.every = unit;
      return this;
    }

    /**
     * Takes the top so many rows, by these metrics. By default what the API demands of lists such
     * as top videos ({@link RowCap#demanded}).
     */
    public Builder top(int maxResults, String... descendingMetrics) {
      this.cap = new RowCap(maxResults, List.of(descendingMetrics));
      return this;
    }

    /**
     * Sets how many days back a nightly run asks again; by default {@link #LOOKBACK_PER_DAY} where
     * each day is a request, {@link #LOOKBACK_BY_DAY} elsewhere.
     */
    public Builder lookbackDays(int days) {
      this.lookbackDays = days;
      return this;
    }

    /** Asks for money in this currency, an ISO 4217 code; by default US dollars. */
    public Builder currency(String code) {
      this.currency = code;
      return this;
    }

    /**
     * The report.
     *
     * @throws IllegalArgumentException with one line about the first thing that cannot be asked
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
              : RowCap.demanded(dimensions, filters, metrics).orElse(null),
          every,
          lookbackDays != null ? lookbackDays : perDay ? LOOKBACK_PER_DAY : LOOKBACK_BY_DAY,
          currency);
    }
  }

  /** Whether one request answers all days of a range. */
  public boolean byDay() {
    return dimensions.contains(DAY);
  }

  /** Whether each day is a request of its own. */
  public boolean perDay() {
    return every == TimeGrain.DAY && !byDay();
  }

  /** Whether it is a list of things as they are, and no query of figures. */
  public boolean isSnapshot() {
    return every == TimeGrain.SNAPSHOT;
  }

  /** Whether it is a list of an account's groups, or of their members. */
  public boolean isOfGroups() {
    return isSnapshot() && dimensions.contains(GROUP);
  }

  /** Whether it is a list of the members of an account's groups. */
  public boolean isOfGroupItems() {
    return isSnapshot() && dimensions.contains(GROUP_ITEM);
  }

  /**
   * Whether it is about every video of a channel, day by day: its requests name the videos, some
   * hundreds each, because the API has no list of all.
   */
  public boolean ofEveryVideo() {
    return RowCap.ofEveryVideo(dimensions, filters);
  }

  /** Whether the channel's uploads must be listed before it can be asked, or are its rows. */
  public boolean needsUploads() {
    return ofEveryVideo() || (isSnapshot() && !isOfGroups());
  }

  /**
   * The report that its answers are checked with, if they can be: the same of each video, without
   * the days.
   */
  public Optional<ReportDefinition> totals() {
    if (!dimensions.equals(List.of(DAY, VIDEO)) || !ofEveryVideo() || !metrics.contains(CHECKED)) {
      return Optional.empty();
    }
    SortedMap<String, String> named = new TreeMap<>(filters);
    named.put(VIDEO, "any");
    return Optional.of(
        new ReportDefinition(
            name, List.of(VIDEO), metrics, named, null, TimeGrain.RANGE, lookbackDays, currency));
  }

  /** Whether it asks where the views of some videos came from. */
  public boolean isOfTrafficToVideos() {
    return (filters.containsKey(VIDEO) || ofEveryVideo())
        && dimensions.stream().anyMatch(name -> name.startsWith("insightTrafficSource"));
  }

  /** Whether one request answers all months of a range. */
  public boolean byMonth() {
    return dimensions.contains(MONTH);
  }

  /** Whether its metrics need the monetary scope and a channel that earns. */
  public boolean monetary() {
    return !isSnapshot() && column(metrics.get(0)).monetary();
  }

  /** The columns of an answer in the order asked: dimensions, then metrics or attributes. */
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>(dimensions.size() + metrics.size());
    for (List<String> names : List.of(dimensions, metrics)) {
      for (String name : names) {
        columns.add(isSnapshot() ? SnapshotColumns.find(name).orElseThrow() : column(name));
      }
    }
    return Collections.unmodifiableList(columns);
  }

  /**
   * The {@code sort} parameter, empty where there is no dimension. Always sent where it is not:
   * without it the order is not defined, and answers with too few rows have been seen.
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
    if (currency != null) {
      parts.add("currency=" + currency);
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
}
