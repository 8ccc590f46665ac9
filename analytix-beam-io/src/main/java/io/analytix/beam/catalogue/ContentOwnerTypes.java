// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The report types for content owners: the same families, with additional filters, of which at
 * least one must narrow the query.
 */
final class ContentOwnerTypes {
  private final List<NameRule> filters;
  private final NameRule narrowed;
  private final Set<String> narrowedFamilies;
  private final Set<String> without;

  ContentOwnerTypes(JsonNode node) {
    filters = RuleSetReader.lines(node.get("filters")).stream().map(NameRule::parse).toList();
    narrowed = NameRule.parse(node.get("narrowed").get("rule").asText());
    narrowedFamilies = RuleSetReader.wordSet(node.get("narrowed").get("families"));
    without = RuleSetReader.wordSet(node.get("without"));
  }

  Map<String, ReportType> of(Map<String, ReportType> types) {
    Map<String, ReportType> owners = new LinkedHashMap<>();
    types.values().stream()
        .filter(type -> !without.contains(type.id()))
        .forEach(type -> owners.put(type.id(), of(type)));
    return owners;
  }

  private ReportType of(ReportType type) {
    return new ReportType(
        type.id(),
        type.name(),
        type.family(),
        type.dimensions(),
        filters(type),
        type.filtersWith(),
        type.metrics(),
        type.top(),
        type.allowedValues(),
        type.singleValueFilter(),
        type.unreliableRows());
  }

  private NameRules filters(ReportType type) {
    NameRules wider = type.filters().and(filters.stream().map(rule -> of(type, rule)).toList());
    return narrowedFamilies.contains(type.family())
        ? wider.and(List.of(known(narrowed, wider.allowed())))
        : wider;
  }

  /** Returns the rule without {@code group}, if the type has no groups. */
  private static NameRule of(ReportType type, NameRule rule) {
    List<String> names = new ArrayList<>(rule.names());
    if (!type.filters().allowed().contains("group")) {
      names.remove("group");
    }
    return new NameRule(rule.kind(), names, rule.locked());
  }

  private static NameRule known(NameRule rule, Set<String> allowed) {
    return new NameRule(
        rule.kind(), rule.names().stream().filter(allowed::contains).toList(), rule.locked());
  }
}
