// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.world.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule of a report type: how many of these names a query may use.
 *
 * @param names the names, each with its required value or an empty string
 * @param min the minimum number
 * @param max the maximum number
 */
record ParameterRule(Map<String, String> names, int min, int max) {

  /**
   * Parses {@code {"zeroOrOne": ["video", "group"]}}. A name can have a required value: {@code
   * country==US}.
   */
  static ParameterRule read(JsonNode rule) {
    String kind = rule.fieldNames().next();
    Map<String, String> names = new LinkedHashMap<>();
    for (String word : Resource.texts(rule.get(kind))) {
      String[] parts = word.split("==", 2);
      names.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return switch (kind) {
      case "required" -> new ParameterRule(names, names.size(), names.size());
      case "exactlyOne" -> new ParameterRule(names, 1, 1);
      case "oneOrMore" -> new ParameterRule(names, 1, names.size());
      case "zeroOrOne" -> new ParameterRule(names, 0, 1);
      case "optional", "zeroOrMore" -> new ParameterRule(names, 0, names.size());
      default -> throw new IllegalArgumentException("unknown rule: " + kind);
    };
  }

  /** Returns whether {@code used} satisfies this rule. */
  boolean allows(Collection<String> used) {
    long count = used.stream().filter(names::containsKey).count();
    return min <= count && count <= max;
  }

  /** Returns whether the filters have the values that this rule requires. */
  boolean allowsValues(Map<String, List<String>> filters) {
    return names.entrySet().stream()
        .filter(one -> !one.getValue().isEmpty() && filters.containsKey(one.getKey()))
        .allMatch(one -> List.of(one.getValue()).equals(filters.get(one.getKey())));
  }

  /** Returns whether {@code used} satisfies all rules and contains only their names. */
  static boolean allow(List<ParameterRule> rules, Collection<String> used) {
    return rules.stream().allMatch(rule -> rule.allows(used))
        && used.stream().allMatch(name -> rules.stream().anyMatch(rule -> rule.knows(name)));
  }

  private boolean knows(String name) {
    return names.containsKey(name);
  }
}
