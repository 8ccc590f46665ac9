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
 * A question to {@code reports.query}, before anybody has judged it: every value is taken as said.
 *
 * @param dimensions the API's names, in the order of the columns
 * @param metrics the API's names; none stands for all that the report type has
 * @param filters values by name, in the caller's order; ids of a list are parted by commas
 * @param sort names, with a hyphen before those to sort by descending
 * @param startDate the first Pacific day; null for 28 days before the last
 * @param endDate the last Pacific day, included; null where the days are not known yet, and then no
 *     rule about dates applies
 * @param maxResults 0 where it is not given
 * @param startIndex counted from 1
 * @param currency of money, an ISO 4217 code
 * @param includeHistoricalChannelData data from before a channel was linked; content owners only
 * @param contentOwner whose query it is; null for a channel's own
 * @param scopes what the consent holds; empty where that is not known, and then no rule about
 *     scopes applies
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

  /** What analytix counts back from the last day where no first day is given. */
  private static final int DEFAULT_DAYS = 28;

  private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

  public ReportQuery {
    dimensions = texts("dimensions", dimensions);
    metrics = texts("metrics", metrics);
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    if (filters.containsKey(null) || filters.containsValue(null)) {
      throw new IllegalArgumentException("filters must not hold null, but are " + filters);
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
      throw new IllegalArgumentException(field + " must not hold null, but are " + texts, e);
    }
  }

  /** The API writes a day as {@code YYYY-MM-DD}. */
  private static void checkYear(String field, @Nullable LocalDate day) {
    if (day != null && (day.isBefore(EARLIEST) || day.isAfter(LATEST))) {
      throw new IllegalArgumentException(field + " must be in the years 1 to 9999, but is " + day);
    }
  }

  /** A query of these metrics, and of nothing else yet. */
  public static Builder of(String... metrics) {
    return new Builder().metrics(Arrays.asList(metrics));
  }

  /** The same query, to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** How many ids a filter has: its value, parted at commas; 0 where the query lacks it. */
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

  /** With the first day filled in where only the last is given. */
  ReportQuery dated() {
    if (endDate == null || startDate != null) {
      return this;
    }
    LocalDate first = endDate.minusDays(DEFAULT_DAYS);
    return toBuilder().dates(first.isBefore(EARLIEST) ? EARLIEST : first, endDate).build();
  }

  /** The query as parameters of the API that shape it, those that say nothing left out. */
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

  /** Puts a query together. Not safe for use by several threads. */
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

    /** Sets the metrics. */
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

    /** Sets the first and the last Pacific day. */
    public Builder dates(@Nullable LocalDate first, @Nullable LocalDate last) {
      startDate = first;
      endDate = last;
      return this;
    }

    /** Sets the most rows to answer; 0, the default, leaves it out. */
    public Builder maxResults(int rows) {
      maxResults = rows;
      return this;
    }

    /** Sets the first row to answer; by default 1. */
    public Builder startIndex(int row) {
      startIndex = row;
      return this;
    }

    /** Sets the currency of money; by default USD. */
    public Builder currency(String code) {
      currency = code;
      return this;
    }

    /** Sets whether data from before a channel was linked is wanted; by default not. */
    public Builder includeHistoricalChannelData(boolean wanted) {
      includeHistoricalChannelData = wanted;
      return this;
    }

    /** Makes it a content owner's query; by default it is a channel's own. */
    public Builder contentOwner(@Nullable String name) {
      contentOwner = name;
      return this;
    }

    /** Sets what the consent holds; by default that is not known. */
    public Builder scopes(Set<ConsentScope> held) {
      scopes = held;
      return this;
    }

    /** The query. */
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
