// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.Scope;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query to be judged, as a line of JSON says it: the fields of {@link QueryFields}, and an {@code
 * id}. What a line leaves out has the API's default; other fields are passed over.
 *
 * @param id the line's own name, empty where it has none
 */
record QueryCase(String id, ReportQuery query) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Reads a line.
   *
   * @param lastDay for a query that names none
   * @throws IllegalArgumentException with what is wrong with the line
   */
  static QueryCase parse(String line, LocalDate lastDay) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not valid JSON");
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    return new QueryCase(json.path("id").asText(""), query(json, lastDay));
  }

  private static ReportQuery query(JsonNode json, LocalDate lastDay) {
    LocalDate last = day(json, "endDate");
    return ReportQuery.of()
        .dimensions(texts(json, "dimensions"))
        .metrics(texts(json, "metrics"))
        .filters(filters(json.path("filters")))
        .sort(texts(json, "sort"))
        .dates(day(json, "startDate"), last == null ? lastDay : last)
        .maxResults(json.path("maxResults").asInt(0))
        .startIndex(json.path("startIndex").asInt(1))
        .currency(json.path("currency").asText("USD"))
        .includeHistoricalChannelData(json.path("includeHistoricalData").asBoolean(false))
        .contentOwner(json.path("contentOwner").asText(null))
        .scopes(scopes(json))
        .build();
  }

  private static Map<String, String> filters(JsonNode filters) {
    Map<String, String> values = new LinkedHashMap<>();
    filters.properties().forEach(one -> values.put(one.getKey(), one.getValue().asText()));
    return values;
  }

  private static Set<Scope> scopes(JsonNode json) {
    return texts(json, "scopes").stream().map(QueryCase::scope).collect(Collectors.toSet());
  }

  private static Scope scope(String name) {
    return Arrays.stream(Scope.values())
        .filter(scope -> scope.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scopes names '"
                        + name
                        + "', but may name "
                        + Arrays.toString(Scope.values())));
  }

  private static List<String> texts(JsonNode json, String field) {
    List<String> texts = new ArrayList<>();
    json.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static @Nullable LocalDate day(JsonNode json, String field) {
    JsonNode day = json.path(field);
    try {
      return day.isTextual() ? LocalDate.parse(day.asText()) : null;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + " is '" + day.asText() + "', which is no day");
    }
  }
}
