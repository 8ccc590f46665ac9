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
 * What is asked of a channel: the same words as the API's, but checked by nobody.
 *
 * @param channelId {@code UC} and 22 more characters
 * @param dimensions API names, in column order
 * @param metrics API names, in column order
 * @param first the first Pacific day, included
 * @param last the last Pacific day, included
 * @param filters the values that each filtered dimension may have
 * @param sort API names, a leading dash for descending; empty for the order of the dimensions
 * @param maxResults how many rows at most
 * @param startIndex the first row, counted from one
 * @param currency an ISO 4217 code; money is USD times a small whole number for all others
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
  /** Copies what could change. */
  public ReportQuestion {
    dimensions = List.copyOf(dimensions);
    metrics = List.copyOf(metrics);
    filters = Collections.unmodifiableMap(new LinkedHashMap<>(filters));
    sort = List.copyOf(sort);
  }

  /** Returns a question without filters, for all rows in the order of the dimensions, in USD. */
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

  /** Returns this question with its rows in another order. */
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

  /** Returns this question for no more than {@code rows} rows. */
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

  /** Returns this question for only some values of one more dimension. */
  public ReportQuestion filteredBy(String dimension, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(filters);
    more.put(dimension, List.copyOf(values));
    return new ReportQuestion(
        channelId, dimensions, metrics, first, last, more, sort, maxResults, startIndex, currency);
  }

  /** Returns this question with money in another currency. */
  public ReportQuestion in(String code) {
    return new ReportQuestion(
        channelId, dimensions, metrics, first, last, filters, sort, maxResults, startIndex, code);
  }
}
