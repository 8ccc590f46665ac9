// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.world.ReportQuestions;
import io.analytix.beam.testing.world.Resource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A report type of the API and its rules, from {@code report-tables.json}.
 *
 * @param id the name of the report type
 * @param dimensions the rules for dimensions
 * @param filters the rules for filters
 * @param metrics the supported metrics
 * @param cap the maximum number of rows, 0 for unlimited; with a cap, sort and maxResults are
 *     required
 * @param sorts with a cap, the metrics of a descending sort order
 * @param filterValues filters that accept only some of their values in this report type
 * @param videos the handling of a filter by several videos
 */
record ReportTypeRow(
    String id,
    List<ParameterRule> dimensions,
    List<ParameterRule> filters,
    Set<String> metrics,
    int cap,
    Set<String> sorts,
    Map<String, List<String>> filterValues,
    Videos videos) {
  private static final List<ReportTypeRow> ALL = load();

  /** The API accepts four and refuses five. */
  private static final int MAX_DIMENSIONS = 4;

  /** The maximum number of videos times days by traffic source, since November 2024. */
  private static final long MAX_VIDEO_DAYS = 50_000;

  private enum Videos {
    /** Their sum, or one row each if {@code video} is added to the dimensions. */
    ANY,
    /** Only the first, without an error. */
    FIRST,
    /** Refused. */
    ONE
  }

  /** Returns the report type of a query. */
  static Optional<ReportTypeRow> of(ReportQuestion question) {
    return ALL.stream().filter(table -> table.allows(question)).findFirst();
  }

  /** Returns the report type of a query, or refuses the query. */
  static ReportTypeRow check(ReportQuestion question) throws ErrorResponse {
    return of(question).orElseThrow(() -> new ErrorResponse(ApiError.notSupported()));
  }

  private boolean allows(ReportQuestion question) {
    return question.dimensions().size() <= MAX_DIMENSIONS
        && ParameterRule.allow(dimensions, ownDimensions(question))
        && ParameterRule.allow(filters, question.filters().keySet())
        && filters.stream().allMatch(rule -> rule.allowsValues(question.filters()))
        && allowsValues(question)
        && allowsVideos(question)
        && allowsMetrics(question)
        && (cap == 0 || allowsRows(question));
  }

  /** A filter by several videos, playlists or channels allows the dimension of the same name. */
  private List<String> ownDimensions(ReportQuestion question) {
    List<String> own = new ArrayList<>(question.dimensions());
    // SubjectFinder checks whether channels were given.
    own.remove("channel");
    if (videos == Videos.ANY) {
      own.removeIf(
          name ->
              (name.equals("video") || name.equals("playlist"))
                  && question.filters().containsKey(name));
    }
    return own;
  }

  private boolean allowsValues(ReportQuestion question) {
    return filterValues.entrySet().stream()
        .allMatch(
            one ->
                one.getValue()
                    .containsAll(question.filters().getOrDefault(one.getKey(), List.of())));
  }

  private boolean allowsVideos(ReportQuestion question) {
    int count = question.filters().getOrDefault("video", List.of()).size();
    long days = ChronoUnit.DAYS.between(question.first(), question.last()) + 1;
    boolean ofTraffic =
        ReportQuestions.names(question).stream()
            .anyMatch(name -> name.startsWith("insightTrafficSource"));
    boolean tooMany = ofTraffic && count * days > MAX_VIDEO_DAYS;
    return !tooMany && (videos != Videos.ONE || count == 1);
  }

  private boolean allowsMetrics(ReportQuestion question) {
    boolean refusedByVideo =
        question.dimensions().contains("video") && question.metrics().contains("adImpressions");
    return metrics.containsAll(question.metrics()) && !refusedByVideo;
  }

  private boolean allowsRows(ReportQuestion question) {
    // The start index counts towards the cap, but does not reach the rows beyond it.
    long lastRow =
        (long) question.maxResults().orElse(Integer.MAX_VALUE) + question.startIndex() - 1;
    return lastRow <= cap
        && !question.sort().isEmpty()
        && question.sort().stream().allMatch(this::isTopSort);
  }

  private boolean isTopSort(String field) {
    return field.startsWith("-") && sorts.contains(field.substring(1));
  }

  private static List<ReportTypeRow> load() {
    JsonNode facts = Resource.json(ReportTypeRow.class, "report-tables.json");
    return Resource.list(facts.get("tables"), table -> read(table, facts.get("metrics")));
  }

  private static ReportTypeRow read(JsonNode table, JsonNode metrics) {
    return new ReportTypeRow(
        table.get("id").asText(),
        Resource.list(table.get("dimensions"), ParameterRule::read),
        Resource.list(table.get("filters"), ParameterRule::read),
        Set.of(metrics.get(table.get("metrics").asText()).asText().split(" ")),
        table.path("cap").asInt(0),
        Set.copyOf(Resource.texts(table.path("sorts"))),
        Resource.map(table.path("filterValues"), Resource::texts),
        Videos.valueOf(table.path("videos").asText("ANY")));
  }
}
