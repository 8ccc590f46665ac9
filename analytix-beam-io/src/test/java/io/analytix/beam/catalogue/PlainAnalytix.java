// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.catalogue.ConformanceCase.Answer;
import io.analytix.beam.channel.ConsentScope;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * analytix 5.5.0 a second time, read off its description step by step and without a thought of
 * speed: {@link Catalogue#analytix} has to agree with it about any query.
 */
final class PlainAnalytix {
  private static final Set<String> MONEY =
      Set.of(
          "adImpressions",
          "cpm",
          "estimatedAdRevenue",
          "estimatedRedPartnerRevenue",
          "estimatedRevenue",
          "grossRevenue",
          "monetizedPlaybacks",
          "playbackBasedCpm");

  /** Dimensions of its vocabulary that none of its report types accepts. */
  private static final Set<String> IDLE_DIMENSIONS =
      Set.of("audienceType", "channel", "claimedStatus", "uploaderType");

  private static final String STRIPPED = "^-+|-+$";

  private final JsonNode facts = read("report-types.json");
  private final List<String> allMetrics = texts(facts.path("metricOrder"));
  private final Set<String> allDimensions = new HashSet<>(IDLE_DIMENSIONS);
  private final Map<String, JsonNode> types = new HashMap<>();
  private final Map<String, Set<String>> filterValues = new HashMap<>();
  private final Set<String> currencies;

  PlainAnalytix() {
    for (JsonNode type : facts.path("reportTypes")) {
      types.put(type.path("name").asText(), type);
      allDimensions.addAll(texts(type.path("dimensions").path("allowed")));
    }
    JsonNode values = read("filter-values.json");
    currencies = Set.copyOf(texts(values.path("currencies").path("analytix")));
    values
        .path("filters")
        .properties()
        .forEach(f -> filterValues.put(f.getKey(), Set.copyOf(analytixValues(f.getValue()))));
  }

  /** None for free text. */
  private static List<String> analytixValues(JsonNode filter) {
    return filter.path("freeForm").asBoolean() ? List.of() : texts(filter.path("analytixValues"));
  }

  Answer judge(ReportQuery query) {
    return new Judgement(query).answer();
  }

  /** What stops at the first step that fails. */
  private final class Judgement {
    private final ReportQuery query;
    private final Set<String> dimensions;
    private final Set<String> filters;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> violatedRules = new TreeSet<>();
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;
    private @Nullable JsonNode type;
    private List<String> metrics = List.of();

    Judgement(ReportQuery query) {
      this.query = query;
      dimensions = Set.copyOf(query.dimensions());
      filters = query.filters().keySet();
      last = query.endDate();
      first = query.startDate() != null || last == null ? query.startDate() : last.minusDays(28);
    }

    Answer answer() {
      String error = error();
      return new Answer(
          error == null,
          type == null ? null : type.path("name").asText(),
          error,
          metrics,
          first,
          last,
          warnings,
          violatedRules);
    }

    private @Nullable String error() {
      String ofQuery = ofQuery();
      if (ofQuery != null) {
        return ofQuery;
      }
      type = types.get(typeName());
      metrics = coveredMetrics();
      return Stream.<Supplier<@Nullable String>>of(
              this::sortedByMetrics,
              this::ofDimensions,
              this::ofFilters,
              this::ofMetrics,
              this::ofSort,
              this::ofRows,
              this::afterwards)
          .map(Supplier::get)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }

    private @Nullable String ofQuery() {
      if (query.maxResults() < 0) {
        return "NEGATIVE_MAX_RESULTS";
      }
      if (first != null && last != null && last.isBefore(first)) {
        return "DATE_ORDER";
      }
      if (dimensions.contains("month") && !(onFirst(first) && onFirst(last))) {
        first = first == null ? null : first.withDayOfMonth(1);
        last = last == null ? null : last.withDayOfMonth(1);
        warnings.add("MONTH_MOVED");
      }
      if (!currencies.contains(query.currency())) {
        return "INVALID_CURRENCY";
      }
      return query.startIndex() < 1 ? "INVALID_START_INDEX" : null;
    }

    private static boolean onFirst(@Nullable LocalDate date) {
      return date == null || date.getDayOfMonth() == 1;
    }

    private String typeName() {
      JsonNode resolution = facts.path("resolution");
      boolean playlist = holds(resolution.path("step1_isPlaylist"));
      for (JsonNode entry : resolution.path(playlist ? "step2_ifPlaylist" : "step2_otherwise")) {
        if (holds(entry.path("when"))) {
          return entry.path("type").asText();
        }
      }
      throw new AssertionError("the last entry always holds");
    }

    private boolean holds(JsonNode condition) {
      Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
      JsonNode of = only.getValue();
      return switch (only.getKey()) {
        case "always" -> true;
        case "any" -> any(of);
        case "all" -> all(of);
        case "not" -> !holds(of);
        case "hasDimension" -> dimensions.contains(of.asText());
        case "hasFilter" -> filters.contains(of.asText());
        case "hasMetric" -> query.metrics().contains(of.asText());
        case "filterNonEmpty" -> !query.filters().getOrDefault(of.asText(), "").isEmpty();
        case "anyMetricIn" -> texts(of).stream().anyMatch(query.metrics()::contains);
        default -> throw new AssertionError("no condition: " + only.getKey());
      };
    }

    private boolean any(JsonNode conditions) {
      for (JsonNode condition : conditions) {
        if (holds(condition)) {
          return true;
        }
      }
      return false;
    }

    private boolean all(JsonNode conditions) {
      for (JsonNode condition : conditions) {
        if (!holds(condition)) {
          return false;
        }
      }
      return true;
    }

    private List<String> coveredMetrics() {
      List<String> asked = new ArrayList<>(query.metrics());
      if (asked.isEmpty()) {
        Set<String> ofType = Set.copyOf(texts(type.path("metrics")));
        allMetrics.stream().filter(ofType::contains).forEach(asked::add);
      }
      Set<ConsentScope> held = query.scopes();
      if (held.isEmpty()) {
        return asked;
      }
      if (!held.contains(ConsentScope.MONETARY_READONLY)) {
        asked.removeIf(MONEY::contains);
      } else if (!held.contains(ConsentScope.READONLY)) {
        asked.removeIf(metric -> !MONEY.contains(metric));
      }
      return asked;
    }

    private @Nullable String sortedByMetrics() {
      return Set.copyOf(metrics).containsAll(sortNames()) ? null : "SORT_NOT_IN_METRICS";
    }

    private Set<String> sortNames() {
      return query.sort().stream()
          .map(key -> key.replaceAll(STRIPPED, ""))
          .collect(toCollection(HashSet::new));
    }

    private @Nullable String ofDimensions() {
      int rows = query.maxResults();
      if (is("Geography-based activity (by city)") && rows > 25 && rows <= 250) {
        warnings.add("CITY_ROWS");
      }
      if (!allDimensions.containsAll(dimensions)) {
        return "INVALID_DIMENSION";
      }
      if (!texts(type.path("dimensions").path("allowed")).containsAll(dimensions)) {
        return "INCOMPATIBLE_DIMENSIONS";
      }
      return rules(type.path("dimensions").path("rules"), "values", dimensions)
          ? null
          : "DIMENSION_RULE";
    }

    private @Nullable String ofFilters() {
      JsonNode rules = filterRules();
      Map<String, String> locked = new HashMap<>();
      Set<String> allowed = new HashSet<>();
      for (JsonNode rule : rules) {
        allowed.addAll(texts(rule.path("keys")));
        rule.path("lockedValues")
            .properties()
            .forEach(one -> locked.put(one.getKey(), one.getValue().asText()));
      }
      if (!filterValues.keySet().containsAll(filters)) {
        return "INVALID_FILTER";
      }
      for (Map.Entry<String, String> filter : query.filters().entrySet()) {
        Set<String> values = filterValues.get(filter.getKey());
        if (!values.isEmpty() && !values.contains(filter.getValue())) {
          return "INVALID_FILTER_VALUE";
        }
        if (!locked.getOrDefault(filter.getKey(), filter.getValue()).equals(filter.getValue())) {
          return "INCOMPATIBLE_FILTER_VALUE";
        }
      }
      if (!allowed.containsAll(filters)) {
        return "INCOMPATIBLE_FILTERS";
      }
      return rules(rules, "keys", filters) ? null : "FILTER_RULE";
    }

    private JsonNode filterRules() {
      for (JsonNode extra : type.path("extraRules")) {
        if (extra.path("rule").asText().equals("replaceFilterRulesWhenDimensionPresent")
            && dimensions.contains(extra.path("dimension").asText())) {
          return extra.path("filterRules");
        }
      }
      return type.path("filters").path("rules");
    }

    private boolean rules(JsonNode rules, String namesField, Collection<String> there) {
      for (JsonNode rule : rules) {
        Set<String> names = new LinkedHashSet<>(texts(rule.path(namesField)));
        long present = names.stream().filter(there::contains).count();
        boolean kept =
            switch (rule.path("kind").asText()) {
              case "required" -> present == names.size();
              case "exactlyOne" -> present == 1;
              case "oneOrMore" -> present >= 1;
              case "zeroOrOne" -> present <= 1;
              default -> true;
            };
        if (!kept) {
          violatedRules.add(String.join(",", names));
        }
      }
      return violatedRules.isEmpty();
    }

    private @Nullable String ofMetrics() {
      if (metrics.isEmpty()) {
        return "NO_METRICS";
      }
      if (!Set.copyOf(allMetrics).containsAll(metrics)) {
        return "INVALID_METRIC";
      }
      return texts(type.path("metrics")).containsAll(metrics) ? null : "INCOMPATIBLE_METRICS";
    }

    private @Nullable String ofSort() {
      JsonNode options = type.path("sortOptions");
      if (!texts(options.path("values")).containsAll(sortNames())) {
        return "INCOMPATIBLE_SORT_OPTIONS";
      }
      boolean ascending = query.sort().stream().anyMatch(key -> !key.startsWith("-"));
      return ascending && options.path("descendingOnly").asBoolean() ? "ASCENDING_SORT" : null;
    }

    private @Nullable String ofRows() {
      if (!type.path("detailed").asBoolean()) {
        return null;
      }
      int cap = type.path("maxResults").asInt();
      if (query.maxResults() == 0) {
        return "MAX_RESULTS_REQUIRED";
      }
      if (query.maxResults() > cap) {
        return "MAX_RESULTS_TOO_HIGH";
      }
      if ((long) query.startIndex() + query.maxResults() > cap + 1) {
        return "START_INDEX_TOO_HIGH";
      }
      return query.sort().isEmpty() ? "SORT_REQUIRED" : null;
    }

    private @Nullable String afterwards() {
      for (JsonNode extra : type.path("extraRules")) {
        String value = query.filters().getOrDefault(extra.path("filter").asText(), "");
        switch (extra.path("rule").asText()) {
          case "filterValueMustBeIn" -> {
            if (!texts(extra.path("values")).contains(value)) {
              return "INCOMPATIBLE_FILTER_VALUE";
            }
          }
          case "singleValueFilter" -> {
            if (value.contains(",")) {
              return "MULTIPLE_VIDEOS_NOT_ALLOWED";
            }
          }
          default -> {}
        }
      }
      return null;
    }

    private boolean is(String name) {
      return type.path("name").asText().equals(name);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode read(String facts) {
    try (InputStream json =
        Objects.requireNonNull(PlainAnalytix.class.getResourceAsStream(facts), facts)) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
