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
 * @param keepsRemovedTexts whether the row of a resource that is no longer listed keeps its
 *     attributes; otherwise only its id. YouTube's terms want them deleted within 30 days
 * @param each which videos, playlists or groups have a request each; null for one request for all
 */
public record ReportDefinition(
    String name,
    List<String> dimensions,
    List<String> metrics,
    SortedMap<String, String> filters,
    @Nullable RowCap cap,
    TimeGrain every,
    int lookbackDays,
    @Nullable String currency,
    boolean keepsRemovedTexts,
    @Nullable IdChoice each)
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

  /** When a resource was missing in its list for the first time; null while it is there. */
  public static final String REMOVED_AT = "removedAt";

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
      check.snapshot(dimensions, metrics, filters, each);
    } else {
      check.columns(dimensions, metrics);
      check.time(dimensions, every, lookbackDays);
      check.filters(filters);
      check.currency(currency, metrics);
      check.cap(cap, dimensions, filters, metrics);
      check.each(each, dimensions, filters);
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
    private @Nullable IdChoice each;

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
     * Sends one request per id of this choice. The rows get the id as their first dimension; it is
     * not among {@link #dimensions}.
     */
    public Builder each(IdChoice choice) {
      this.each = choice;
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
          currency,
          false,
          each);
    }
  }

  /** The same report, whose {@linkplain #keepsRemoved removed} rows keep their attributes. */
  public ReportDefinition keepingRemovedTexts() {
    return new ReportDefinition(
        name, dimensions, metrics, filters, cap, every, lookbackDays, currency, true, each);
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
    if (every == TimeGrain.SNAPSHOT) {
      return SnapshotColumns.source(dimensions, metrics).orElseThrow();
    }
    return each == null ? ReportSource.ofQuery(dimensions, filters) : ReportSource.QUERY_PER_ID;
  }

  /** Whether the channel's uploads are listed for it. */
  public boolean usesUploads() {
    return each == null
        ? source() == ReportSource.VIDEO_QUERY || source() == ReportSource.VIDEOS_LIST
        : each.usesUploads();
  }

  /** Whether it costs units of the Data API: for its rows, or to choose what it is about. */
  public boolean usesDataApi() {
    return usesUploads()
        || source().usesDataApi()
        || listOfIds().filter(list -> list.source().usesDataApi()).isPresent();
  }

  /**
   * The report whose rows begin with the ids that have a request each; empty if there is no such
   * choice, or if the channel's uploads are these ids.
   */
  public Optional<ReportDefinition> listOfIds() {
    if (each == null || each.usesUploads()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (each.by()) {
          case VIDEO ->
              named(name)
                  .every(TimeGrain.RANGE)
                  .dimensions(VIDEO)
                  .metrics(TOTALS_METRIC)
                  .top(each.count(), TOTALS_METRIC)
                  .build();
          case IdChoice.PLAYLIST ->
              named(name)
                  .every(TimeGrain.SNAPSHOT)
                  .dimensions(IdChoice.PLAYLIST)
                  .metrics("title")
                  .build();
          default ->
              named(name).every(TimeGrain.SNAPSHOT).dimensions(GROUP).metrics("title").build();
        });
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
            name,
            List.of(VIDEO),
            metrics,
            named,
            null,
            TimeGrain.RANGE,
            lookbackDays,
            currency,
            false,
            null));
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

  /**
   * The columns of a row in their order: the id that has a request of its own, if any, then those
   * of {@link #responseColumns}.
   */
  @Override
  public List<Column> columns() {
    if (each == null) {
      return responseColumns();
    }
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column(each.dimension(), Column.Kind.DIMENSION, Column.Type.STRING, "", false, false));
    columns.addAll(responseColumns());
    return Collections.unmodifiableList(columns);
  }

  /** The columns of a response in their order: dimensions, then metrics or attributes. */
  public List<Column> responseColumns() {
    Map<String, Column> ofList = SnapshotColumns.of(source());
    List<Column> columns = new ArrayList<>(dimensions.size() + metrics.size());
    for (List<String> names : List.of(dimensions, metrics)) {
      for (String name : names) {
        columns.add(source().isSnapshot() ? ofList.get(name) : column(name));
      }
    }
    return Collections.unmodifiableList(columns);
  }

  @Override
  public boolean keepsRemoved() {
    return metrics.contains(REMOVED_AT);
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
    if (each != null) {
      parts.add("each=" + each.by());
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
