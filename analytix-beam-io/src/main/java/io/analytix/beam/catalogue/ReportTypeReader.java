// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.report.RowCap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the report types, with the corrections of the chosen deviations. */
final class ReportTypeReader {
  private final JsonNode resource;
  private final Map<String, Set<String>> metricSets;
  private final Set<Deviation> deviations;

  ReportTypeReader(
      JsonNode resource, Map<String, Set<String>> metricSets, Set<Deviation> deviations) {
    this.resource = resource;
    this.metricSets = metricSets;
    this.deviations = deviations;
  }

  /** The report types by id, in analytix's order, the newer ones last. */
  Map<String, ReportType> types() {
    Map<String, ReportType> types = new LinkedHashMap<>();
    RuleSetReader.elements(resource.get("types"))
        .filter(node -> !node.has("since") || chosen(node.get("since")))
        .map(this::type)
        .forEach(type -> types.put(type.id(), type));
    RuleSetReader.elements(resource.get("corrections"))
        .filter(node -> chosen(node.get("deviation")))
        .forEach(node -> types.replaceAll((id, type) -> corrected(type, node)));
    return types;
  }

  private boolean chosen(JsonNode deviation) {
    return deviations.contains(Deviation.valueOf(deviation.asText()));
  }

  private ReportType type(JsonNode node) {
    NameRules dimensions = NameRules.parse(RuleSetReader.lines(node.get("dimensions")));
    return new ReportType(
        node.get("id").asText(),
        node.get("name").asText(),
        node.get("family").asText(),
        dimensions,
        NameRules.parse(RuleSetReader.lines(node.get("filters"))),
        RuleSetReader.byName(
            node.path("filtersWith"), lines -> NameRules.parse(RuleSetReader.lines(lines))),
        Objects.requireNonNull(metricSets.get(node.get("metrics").asText())),
        top(node.path("top"), dimensions),
        RuleSetReader.byName(node.path("only"), RuleSetReader::wordSet),
        node.has("single") ? node.get("single").asText() : null,
        doubtful(dimensions));
  }

  private static @Nullable TopRows top(JsonNode node, NameRules dimensions) {
    return node.isMissingNode()
        ? null
        : new TopRows(
            node.path("analytixRows").asInt(listing(dimensions, RowCap::maxRows)),
            RuleSetReader.wordSet(node.get("sort")));
  }

  /** Beyond what was never refused, up to the cap. */
  private static ReportType.@Nullable Span doubtful(NameRules dimensions) {
    int safe = listing(dimensions, RowCap::safeMaxRows);
    int most = listing(dimensions, RowCap::maxRows);
    return safe == most ? null : new ReportType.Span(safe + 1, most);
  }

  /** What {@code rows} says of the dimension that makes a list of a type; 0 for no list. */
  private static int listing(NameRules dimensions, Function<String, OptionalInt> rows) {
    return dimensions.rules().stream()
        .filter(rule -> rule.kind() == NameRule.Kind.REQUIRED)
        .flatMap(rule -> rule.names().stream())
        .map(rows)
        .flatMapToInt(OptionalInt::stream)
        .findFirst()
        .orElse(0);
  }

  private static ReportType corrected(ReportType type, JsonNode correction) {
    Set<String> meant = RuleSetReader.wordSet(correction.get("types"));
    if (!meant.contains("*") && !meant.contains(type.id())) {
      return type;
    }
    return new ReportType(
        type.id(),
        type.name(),
        type.family(),
        type.dimensions().and(rules(correction.path("dimensions"))),
        type.filters().without(rules(correction.path("withoutFilters"))),
        type.filtersWith(),
        metrics(type, correction),
        correction.has("rows") ? withOurRows(type) : type.top(),
        only(type, correction.path("only")),
        correction.has("single") ? null : type.single(),
        type.doubtful());
  }

  private static List<NameRule> rules(JsonNode lines) {
    return RuleSetReader.lines(lines).stream().map(NameRule::parse).toList();
  }

  /** The type's metrics, those of the correction behind the one that it names. */
  private static Set<String> metrics(ReportType type, JsonNode correction) {
    if (!correction.has("metrics") || !type.metrics().contains(correction.get("after").asText())) {
      return type.metrics();
    }
    List<String> metrics = new ArrayList<>(type.metrics());
    Set<String> added = RuleSetReader.wordSet(correction.get("metrics"));
    metrics.removeAll(added);
    metrics.addAll(metrics.indexOf(correction.get("after").asText()) + 1, added);
    return new LinkedHashSet<>(metrics);
  }

  private static @Nullable TopRows withOurRows(ReportType type) {
    TopRows top = type.top();
    return top == null
        ? null
        : new TopRows(listing(type.dimensions(), RowCap::maxRows), top.sort());
  }

  private static Map<String, Set<String>> only(ReportType type, JsonNode only) {
    return only.isMissingNode() ? type.only() : RuleSetReader.byName(only, RuleSetReader::wordSet);
  }
}
