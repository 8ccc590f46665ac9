// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One table of the API and how it may be asked. A new table is one more entry of {@link #ALL}, and
 * for a dimension that no table has yet, one more {@link Slicing}.
 *
 * @param dimensions exactly these
 * @param needsVideoFilter legal only because the filter names videos
 * @param optionalFilters at most one of these
 * @param cap the most rows it gives, 0 for any number; with a cap, sort and maxResults are a duty
 * @param has tells whether it has a metric
 */
record ReportTable(
    Set<String> dimensions,
    boolean needsVideoFilter,
    Set<String> optionalFilters,
    int cap,
    Predicate<String> has) {
  private static final Set<String> COUNTRY_OR_VIDEO = Set.of("country", "video");
  private static final Set<String> TOP_SORTS =
      Set.of(
          "estimatedMinutesWatched",
          "estimatedRedMinutesWatched",
          "estimatedRedPartnerRevenue",
          "estimatedRevenue",
          "redViews",
          "subscribersGained",
          "subscribersLost",
          "views");

  private static final List<ReportTable> ALL =
      List.of(
          new ReportTable(Set.of(), false, COUNTRY_OR_VIDEO, 0, ReportTable::everyMetric),
          new ReportTable(Set.of("day"), false, COUNTRY_OR_VIDEO, 0, ReportTable::everyMetric),
          new ReportTable(Set.of("month"), false, COUNTRY_OR_VIDEO, 0, ReportTable::everyMetric),
          new ReportTable(Set.of("country"), false, Set.of(), 0, ReportTable::everyMetric),
          new ReportTable(Set.of("video"), true, Set.of(), 0, ReportTable::noAdImpressions),
          new ReportTable(Set.of("day", "video"), true, Set.of(), 0, ReportTable::noAdImpressions),
          new ReportTable(Set.of("video"), false, Set.of(), 200, ReportTable::noAdImpressions));

  /** Returns the table that a question's dimensions and filters mean, if there is one. */
  static Optional<ReportTable> of(Question question) {
    return ALL.stream()
        .filter(table -> table.isMeantBy(question.dimensions(), question.filters()))
        .findFirst();
  }

  private boolean isMeantBy(List<String> asked, Map<String, List<String>> filters) {
    if (asked.size() != dimensions.size() || !dimensions.containsAll(asked)) {
      return false;
    }
    return needsVideoFilter
        ? filters.keySet().equals(Set.of("video"))
        : filters.size() <= 1 && optionalFilters.containsAll(filters.keySet());
  }

  /** Tells whether metrics, sort order and number of rows are what this table allows. */
  boolean allows(Question question) {
    if (!question.metrics().stream().allMatch(has)) {
      return false;
    }
    if (cap == 0) {
      return true;
    }
    // The index counts towards the cap, although it does not lead to the rows behind it.
    long lastRow =
        (long) question.maxResults().orElse(Integer.MAX_VALUE) + question.startIndex() - 1;
    return lastRow <= cap
        && !question.sort().isEmpty()
        && question.sort().stream().allMatch(ReportTable::isTopSort);
  }

  private static boolean isTopSort(String field) {
    return field.startsWith("-") && TOP_SORTS.contains(field.substring(1));
  }

  private static boolean everyMetric(String metric) {
    return Metrics.find(metric).isPresent();
  }

  private static boolean noAdImpressions(String metric) {
    return everyMetric(metric) && !metric.equals("adImpressions");
  }
}
