// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The resource against what analytix 5.5.0 was found to hold, and against our columns. */
final class CatalogueFactsTest {
  private static final RuleSet ANALYTIX = RuleSetReader.read(EnumSet.noneOf(Deviation.class));
  private static final RuleSet CURRENT = RuleSetReader.read(EnumSet.allOf(Deviation.class));

  @Test
  void types_withoutDeviations_areThoseOfAnalytix() {
    JsonNode types = read("report-types.json").path("reportTypes");
    List<String> ids = new ArrayList<>();
    for (JsonNode json : types) {
      ReportType type = ANALYTIX.channelTypes().get(json.path("id").asText());
      ids.add(type.id());
      assertThat(type.name()).isEqualTo(json.path("name").asText());
      assertThat(type.family()).isEqualTo(json.path("family").asText());
      assertWithMessage(type.id())
          .that(rules(type.dimensions()))
          .isEqualTo(rules(json.path("dimensions"), "values"));
      assertWithMessage(type.id())
          .that(rules(type.filters()))
          .isEqualTo(rules(json.path("filters"), "keys"));
      assertWithMessage(type.id())
          .that(List.copyOf(type.metrics()))
          .isEqualTo(texts(json.path("metrics")));
      assertTop(type, json);
    }
    assertThat(ids).hasSize(44);
    assertThat(List.copyOf(ANALYTIX.channelTypes().keySet())).isEqualTo(ids);
  }

  private static void assertTop(ReportType type, JsonNode json) {
    if (!json.path("maxResultsRequired").asBoolean()) {
      assertThat(type.top()).isNull();
      return;
    }
    assertThat(type.top())
        .isEqualTo(
            new TopRows(
                json.path("maxResults").asInt(),
                Set.copyOf(texts(json.path("sortOptions").path("values")))));
  }

  private static Set<String> rules(NameRules rules) {
    return rules.rules().stream()
        .map(rule -> rule.kind().keyword() + " " + rule.names() + " " + rule.locked())
        .collect(Collectors.toSet());
  }

  private static Set<String> rules(JsonNode set, String namesField) {
    Set<String> rules = new HashSet<>();
    for (JsonNode rule : set.path("rules")) {
      Map<String, String> locked = new HashMap<>();
      rule.path("lockedValues")
          .properties()
          .forEach(e -> locked.put(e.getKey(), e.getValue().asText()));
      rules.add(rule.path("kind").asText() + " " + texts(rule.path(namesField)) + " " + locked);
    }
    return rules;
  }

  @Test
  void metrics_withoutDeviations_areInAnalytixOrder() {
    assertThat(List.copyOf(ANALYTIX.vocabulary().metrics()))
        .isEqualTo(texts(read("report-types.json").path("metricOrder")));
  }

  @Test
  void values_withAndWithoutDeviations_areThoseOfTheDocumentationAndOfAnalytix() {
    read("filter-values.json")
        .path("filters")
        .properties()
        .forEach(
            filter -> {
              JsonNode json = filter.getValue();
              Set<String> known = ANALYTIX.vocabulary().values().get(filter.getKey());
              assertWithMessage(filter.getKey())
                  .that(known == null ? List.of() : List.copyOf(known))
                  .containsExactlyElementsIn(texts(json.path("analytixValues")));
              Set<String> documented = new HashSet<>(texts(json.path("documentedValues")));
              documented.addAll(texts(json.path("observedOnly")));
              Set<String> now =
                  CURRENT.vocabulary().values().getOrDefault(filter.getKey(), Set.of());
              assertWithMessage(filter.getKey()).that(now).isEqualTo(documented);
            });
    assertThat(List.copyOf(ANALYTIX.vocabulary().currencies()))
        .containsExactlyElementsIn(
            texts(read("filter-values.json").path("currencies").path("analytix")));
  }

  @Test
  void names_withDeviations_areTheColumns() {
    assertThat(CURRENT.vocabulary().metrics()).isEqualTo(columns(Column.Kind.METRIC));
    Set<String> dimensions = new HashSet<>(columns(Column.Kind.DIMENSION));
    dimensions.addAll(Set.of("audienceType", "claimedStatus", "uploaderType"));
    assertThat(CURRENT.vocabulary().dimensions()).isEqualTo(dimensions);
  }

  private static Set<String> columns(Column.Kind kind) {
    return Columns.all().values().stream()
        .filter(column -> column.kind() == kind)
        .map(Column::apiName)
        .collect(Collectors.toSet());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode read(String facts) {
    try (InputStream json = CatalogueFactsTest.class.getResourceAsStream(facts)) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
