// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query of {@code reports.query} that is not checked yet: values are kept as given.
 *
 * @param dimensions the API's names of the dimensions, in the order of the columns
 * @param metrics the API's names of the metrics; empty for all of the report type
 * @param filters the values by the names of the filters, in the caller's order; ids of a list are
 *     separated by commas
 * @param sort the names of columns, with a hyphen before those to sort in descending order
 * @param startDate the first Pacific day; null for 28 days before the last
 * @param endDate the last Pacific day, inclusive; null if the dates are not known yet: then no rule
 *     about dates applies
 * @param maxResults maximum number of rows; 0 if not set
 * @param startIndex the first row, counted from 1
 * @param currency the currency of revenue, an ISO 4217 code
 * @param includeHistoricalChannelData whether to include data from before a channel was linked; for
 *     content owners only
 * @param contentOwner the content owner on whose behalf the query is sent; null for a channel's own
 * @param scopes the granted scopes; empty if they are not known: then no rule about scopes applies
 */
public record ReportQuery(
    List<String> dimensions,
    List<String> metrics,
    Map<String, String> filters,
    List<String> sort,
    @Nullable LocalDate startDate,
    @Nullable LocalDate endDate,
    int maxResults,
    int startIndex,
    String currency,
    boolean includeHistoricalChannelData,
    @Nullable String contentOwner,
    Set<ConsentScope> scopes) {

  /** The default of the first day, as days before the last, like analytix. */
  private static final int DEFAULT_DAYS = 28;

  private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

  public ReportQuery {
    dimensions = texts("dimensions", dimensions);
    metrics = texts("metrics", metrics);
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    if (filters.containsKey(null) || filters.containsValue(null)) {
      throw new IllegalArgumentException("filters must not contain null, but are " + filters);
    }
    sort = texts("sort", sort);
    checkYear("startDate", startDate);
    checkYear("endDate", endDate);
    scopes = Set.copyOf(scopes);
  }

  private static List<String> texts(String field, List<String> texts) {
    try {
      return List.copyOf(texts);
    } catch (NullPointerException e) {
      throw new IllegalArgumentException(field + " must not contain null, but are " + texts, e);
    }
  }

  /** The API's format of a day is {@code YYYY-MM-DD}. */
  private static void checkYear(String field, @Nullable LocalDate day) {
    if (day != null && (day.isBefore(EARLIEST) || day.isAfter(LATEST))) {
      throw new IllegalArgumentException(field + " must be in the years 1 to 9999, but is " + day);
    }
  }

  /** Returns a builder of a query of these metrics. */
  public static Builder of(String... metrics) {
    return new Builder().metrics(Arrays.asList(metrics));
  }

  /** Returns a builder with the values of this query. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** The number of ids of a filter, separated by commas; 0 if the query lacks the filter. */
  int ids(String filter) {
    String value = filters.get(filter);
    return value == null ? 0 : IdList.size(value);
  }

  boolean hasValue(String filter) {
    return !filters.getOrDefault(filter, "").isEmpty();
  }

  boolean forContentOwner() {
    return contentOwner != null;
  }

  /** Returns the query with the default first day, if only the last day is set. */
  ReportQuery dated() {
    if (endDate == null || startDate != null) {
      return this;
    }
    LocalDate first = endDate.minusDays(DEFAULT_DAYS);
    return toBuilder().dates(first.isBefore(EARLIEST) ? EARLIEST : first, endDate).build();
  }

  /**
   * The query as text, in the form of the API's parameters; parameters with their default are left
   * out.
   */
  public String parameters() {
    List<String> parts = new ArrayList<>();
    add(parts, "dimensions", String.join(",", dimensions));
    add(parts, "metrics", String.join(",", metrics));
    add(
        parts,
        "filters",
        String.join(
            ";", filters.entrySet().stream().map(e -> e.getKey() + "==" + e.getValue()).toList()));
    add(parts, "sort", String.join(",", sort));
    add(parts, "maxResults", maxResults == 0 ? "" : String.valueOf(maxResults));
    add(parts, "startIndex", startIndex == 1 ? "" : String.valueOf(startIndex));
    add(parts, "startDate", startDate == null ? "" : startDate.toString());
    add(parts, "endDate", endDate == null ? "" : endDate.toString());
    return String.join("&", parts);
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + "=" + value);
    }
  }

  /** A builder of queries. Not safe for use by several threads. */
  public static final class Builder {
    private List<String> dimensions = List.of();
    private List<String> metrics = List.of();
    private Map<String, String> filters = Map.of();
    private List<String> sort = List.of();
    private @Nullable LocalDate startDate;
    private @Nullable LocalDate endDate;
    private int maxResults;
    private int startIndex = 1;
    private String currency = "USD";
    private boolean includeHistoricalChannelData;
    private @Nullable String contentOwner;
    private Set<ConsentScope> scopes = Set.of();

    private Builder() {}

    private Builder(ReportQuery query) {
      dimensions = query.dimensions;
      metrics = query.metrics;
      filters = query.filters;
      sort = query.sort;
      startDate = query.startDate;
      endDate = query.endDate;
      maxResults = query.maxResults;
      startIndex = query.startIndex;
      currency = query.currency;
      includeHistoricalChannelData = query.includeHistoricalChannelData;
      contentOwner = query.contentOwner;
      scopes = query.scopes;
    }

    /** Sets the dimensions; by default none. */
    public Builder dimensions(List<String> names) {
      dimensions = names;
      return this;
    }

    /** Sets the dimensions; by default none. */
    public Builder by(String... names) {
      return dimensions(Arrays.asList(names));
    }

    /** Sets the metrics; by default none, which stands for all of the report type. */
    public Builder metrics(List<String> names) {
      metrics = names;
      return this;
    }

    /** Sets the filters; by default none. */
    public Builder filters(Map<String, String> valuesByName) {
      filters = valuesByName;
      return this;
    }

    /** Adds a filter. */
    public Builder where(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(filters);
      more.put(name, value);
      return filters(more);
    }

    /** Sets the sort keys; by default none. */
    public Builder sort(List<String> keys) {
      sort = keys;
      return this;
    }

    /** Sets the sort keys; by default none. */
    public Builder sort(String... keys) {
      return sort(Arrays.asList(keys));
    }

    /** Sets the first and the last Pacific day, both inclusive; by default not set. */
    public Builder dates(@Nullable LocalDate first, @Nullable LocalDate last) {
      startDate = first;
      endDate = last;
      return this;
    }

    /** Sets the maximum number of rows; by default 0, no maximum. */
    public Builder maxResults(int rows) {
      maxResults = rows;
      return this;
    }

    /** Sets the first row, counted from 1; by default 1. */
    public Builder startIndex(int row) {
      startIndex = row;
      return this;
    }

    /** Sets the currency of revenue, an ISO 4217 code; by default USD. */
    public Builder currency(String code) {
      currency = code;
      return this;
    }

    /** Sets whether to include data from before a channel was linked; by default false. */
    public Builder includeHistoricalChannelData(boolean wanted) {
      includeHistoricalChannelData = wanted;
      return this;
    }

    /**
     * Sets the content owner on whose behalf the query is sent; by default null, a channel's own
     * query.
     */
    public Builder contentOwner(@Nullable String name) {
      contentOwner = name;
      return this;
    }

    /** Sets the granted scopes; by default they are not known. */
    public Builder scopes(Set<ConsentScope> held) {
      scopes = held;
      return this;
    }

    /** Builds the query. */
    public ReportQuery build() {
      return new ReportQuery(
          dimensions,
          metrics,
          filters,
          sort,
          startDate,
          endDate,
          maxResults,
          startIndex,
          currency,
          includeHistoricalChannelData,
          contentOwner,
          scopes);
    }
  }
}
