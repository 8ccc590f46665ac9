// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a {@link RuleSet} from the resource {@code catalogue.json}, with the selected deviations.
 */
final class RuleSetReader {
  private static final JsonNode RESOURCE = load();

  private final Set<Deviation> deviations;
  private final Map<String, ReportType> types;
  private final Map<String, Set<String>> metricSets;

  private RuleSetReader(Set<Deviation> deviations) {
    this.deviations = deviations;
    metricSets = byName(RESOURCE.get("metricSets"), RuleSetReader::wordSet);
    types = new ReportTypeReader(RESOURCE, metricSets, deviations).types();
  }

  static RuleSet read(Set<Deviation> deviations) {
    Set<Deviation> chosen = EnumSet.noneOf(Deviation.class);
    chosen.addAll(deviations);
    return new RuleSetReader(Collections.unmodifiableSet(chosen)).ruleSet();
  }

  private RuleSet ruleSet() {
    JsonNode limits = RESOURCE.get("limits");
    return new RuleSet(
        deviations,
        vocabulary(),
        types,
        has(Deviation.CONTENT_OWNERS)
            ? new ContentOwnerTypes(RESOURCE.get("contentOwner")).of(types)
            : types,
        resolution(),
        conflicts(),
        limits.get("ids").asInt(),
        limits.get("dimensions").asInt(),
        limits.get("videosTimesDays").asLong());
  }

  private Vocabulary vocabulary() {
    JsonNode names = RESOURCE.get("names");
    Set<String> metrics = wordSet(names.get("metrics"));
    Set<String> dimensions = wordSet(names.get("dimensions"));
    for (ReportType type : types.values()) {
      metrics.addAll(type.metrics());
      dimensions.addAll(type.dimensions().allowed());
    }
    return new Vocabulary(
        metrics,
        dimensions,
        wordSet(names.get("filters")),
        values(),
        currencies(),
        byName(names.get("refused"), JsonNode::asText),
        wordSet(RESOURCE.get("lists")),
        money());
  }

  private Map<String, Set<String>> values() {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    byName(RESOURCE.get("values"), node -> node)
        .forEach(
            (filter, node) -> {
              if (!(node.path("freeText").asBoolean() && has(Deviation.NEWER_VALUES))) {
                values.put(
                    filter, updated(node, Deviation.NEWER_VALUES, Deviation.WITHDRAWN_VALUES));
              }
            });
    return values;
  }

  private Set<String> currencies() {
    return updated(RESOURCE.get("currencies"), Deviation.CURRENCIES, Deviation.CURRENCIES);
  }

  private Set<String> updated(JsonNode node, Deviation adding, Deviation withdrawing) {
    Set<String> values = wordSet(node.get("analytix"));
    if (has(adding)) {
      values.addAll(wordSet(node.path("added")));
    }
    if (has(withdrawing)) {
      values.removeAll(wordSet(node.path("withdrawn")));
    }
    return values;
  }

  private static Set<String> money() {
    return new LinkedHashSet<>(
        Columns.all().values().stream().filter(Column::monetary).map(Column::apiName).toList());
  }

  private ReportTypeResolution resolution() {
    JsonNode node = RESOURCE.get("resolution");
    return new ReportTypeResolution(
        elements(node.get("playlistWhenAnyOf")).map(this::condition).toList(),
        entries(node.get("playlist")),
        entries(node.get("other")));
  }

  private List<ReportTypeResolution.Entry> entries(JsonNode list) {
    return elements(list)
        .map(
            node ->
                new ReportTypeResolution.Entry(
                    node.get("type").asText(), condition(node.get("when"))))
        .toList();
  }

  private List<Conflict> conflicts() {
    return elements(RESOURCE.get("conflicts"))
        .filter(node -> has(Deviation.valueOf(node.get("deviation").asText())))
        .map(node -> new Conflict(node.get("metric").asText(), condition(node.get("when"))))
        .toList();
  }

  private Condition condition(JsonNode lines) {
    return Condition.parse(lines(lines), metricSets);
  }

  private boolean has(Deviation deviation) {
    return deviations.contains(deviation);
  }

  /** The elements of a list; empty if there is no list. */
  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** The lines of a list; empty if there is no list. */
  static List<String> lines(JsonNode list) {
    return elements(list).map(JsonNode::asText).toList();
  }

  /** The words of a text or of a list of texts, in order. */
  static Set<String> wordSet(JsonNode textOrList) {
    Collection<String> texts =
        textOrList.isTextual() ? List.of(textOrList.asText()) : lines(textOrList);
    Set<String> words = new LinkedHashSet<>();
    texts.forEach(text -> words.addAll(WordLists.of(text)));
    return words;
  }

  /** The fields of an object, converted by {@code reading}. */
  static <T> Map<String, T> byName(JsonNode object, Function<JsonNode, T> reading) {
    return object.properties().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                field -> reading.apply(field.getValue()),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static JsonNode load() {
    try (InputStream json =
        Objects.requireNonNull(
            RuleSetReader.class.getResourceAsStream("catalogue.json"), "catalogue.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
