// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.ConsentScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query and the result of analytix 5.5.0 for it. */
record ConformanceCase(String id, ReportQuery query, Answer analytix, Set<String> offending) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What two judges must agree on.
   *
   * @param type null where none was looked for
   * @param error null for a valid query
   */
  record Answer(
      boolean valid,
      @Nullable String type,
      @Nullable String error,
      List<String> metrics,
      @Nullable LocalDate startDate,
      @Nullable LocalDate endDate,
      List<String> warnings,
      Set<String> violatedRules) {

    static Answer of(CheckResult verdict) {
      ReportType type = verdict.type();
      return new Answer(
          verdict.valid(),
          type == null ? null : type.name(),
          verdict.error().map(Rule::name).orElse(null),
          verdict.metrics(),
          verdict.startDate(),
          verdict.endDate(),
          verdict.warnings().stream().map(warning -> warning.kind().name()).toList(),
          verdict.violations().stream()
              .filter(v -> v.rule() == Rule.DIMENSION_RULE || v.rule() == Rule.FILTER_RULE)
              .map(violation -> String.join(",", violation.names()))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /** The 600 cases kept with the tests. */
  static List<ConformanceCase> kept() {
    return read(
        new BufferedReader(
            new InputStreamReader(
                ConformanceCase.class.getResourceAsStream("conformance-dev.jsonl"),
                StandardCharsets.UTF_8)));
  }

  /** The cases of a file, one a line. */
  static List<ConformanceCase> of(Path file) throws IOException {
    return read(Files.newBufferedReader(file));
  }

  private static List<ConformanceCase> read(BufferedReader open) {
    List<ConformanceCase> cases = new ArrayList<>();
    try (BufferedReader lines = open) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(of(JSON.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static ConformanceCase of(JsonNode json) {
    return new ConformanceCase(
        json.path("id").asText(), query(json), answer(json), Set.copyOf(texts(json, "offending")));
  }

  private static ReportQuery query(JsonNode json) {
    Map<String, String> filters = new LinkedHashMap<>();
    json.path("filters")
        .properties()
        .forEach(filter -> filters.put(filter.getKey(), filter.getValue().asText()));
    return ReportQuery.of()
        .metrics(texts(json, "metrics"))
        .dimensions(texts(json, "dimensions"))
        .filters(filters)
        .sort(texts(json, "sort"))
        .dates(date(json.path("startDate")), date(json.path("endDate")))
        .maxResults(json.path("maxResults").asInt())
        .startIndex(json.path("startIndex").asInt())
        .currency(json.path("currency").asText())
        .includeHistoricalChannelData(json.path("includeHistoricalData").asBoolean())
        .scopes(
            texts(json, "scopes").stream().map(ConsentScope::valueOf).collect(Collectors.toSet()))
        .build();
  }

  private static Answer answer(JsonNode json) {
    Set<String> violated = new TreeSet<>();
    json.path("violatedRules")
        .forEach(rule -> violated.add(String.join(",", texts(rule, "values"))));
    return new Answer(
        json.path("verdict").asText().equals("valid"),
        json.path("reportType").asText(null),
        json.path("errorCategory").asText(null),
        texts(json, "resolvedMetrics"),
        date(json.path("resolvedDates").path("startDate")),
        date(json.path("resolvedDates").path("endDate")),
        texts(json, "warnings").stream()
            .map(name -> name.equals("CityReportWarning") ? "CITY_ROWS" : "MONTH_MOVED")
            .toList(),
        violated);
  }

  private static List<String> texts(JsonNode json, String field) {
    List<String> texts = new ArrayList<>();
    json.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static @Nullable LocalDate date(JsonNode text) {
    return text.isTextual() ? LocalDate.parse(text.asText()) : null;
  }
}
