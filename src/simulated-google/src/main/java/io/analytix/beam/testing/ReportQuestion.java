// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A report query of one channel, in the API's terms. It is not validated.
 *
 * @param channelId {@code UC} and 22 more characters
 * @param dimensions API names, in column order
 * @param metrics API names, in column order
 * @param first the first Pacific day, included
 * @param last the last Pacific day, included
 * @param filters the accepted values of each filtered dimension
 * @param sort API names, with a leading dash for descending order; empty for the order of the
 *     dimensions
 * @param maxResults the maximum number of rows
 * @param startIndex the first row, counted from 1
 * @param currency an ISO 4217 code; amounts in other currencies are USD times a small integer
 */
public record ReportQuestion(
    String channelId,
    List<String> dimensions,
    List<String> metrics,
    LocalDate first,
    LocalDate last,
    Map<String, List<String>> filters,
    List<String> sort,
    OptionalInt maxResults,
    int startIndex,
    String currency) {
  /** Copies the collections. */
  public ReportQuestion {
    dimensions = List.copyOf(dimensions);
    metrics = List.copyOf(metrics);
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    sort = List.copyOf(sort);
  }

  /** Returns a query without filters, for all rows in the order of the dimensions, in USD. */
  public static ReportQuestion of(
      String channelId,
      List<String> dimensions,
      List<String> metrics,
      LocalDate first,
      LocalDate last) {
    return new ReportQuestion(
        channelId,
        dimensions,
        metrics,
        first,
        last,
        Map.of(),
        List.of(),
        OptionalInt.empty(),
        1,
        "USD");
  }

  /** Returns this query with another sort order. */
  public ReportQuestion sortedBy(String... fields) {
    return new ReportQuestion(
        channelId,
        dimensions,
        metrics,
        first,
        last,
        filters,
        List.of(fields),
        maxResults,
        startIndex,
        currency);
  }

  /** Returns this query with a maximum number of rows. */
  public ReportQuestion atMost(int rows) {
    return new ReportQuestion(
        channelId,
        dimensions,
        metrics,
        first,
        last,
        filters,
        sort,
        OptionalInt.of(rows),
        startIndex,
        currency);
  }

  /** Returns this query with an additional filter. */
  public ReportQuestion filteredBy(String dimension, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(filters);
    more.put(dimension, List.copyOf(values));
    return new ReportQuestion(
        channelId, dimensions, metrics, first, last, more, sort, maxResults, startIndex, currency);
  }

  /** Returns this query with another currency. */
  public ReportQuestion in(String code) {
    return new ReportQuestion(
        channelId, dimensions, metrics, first, last, filters, sort, maxResults, startIndex, code);
  }
}
