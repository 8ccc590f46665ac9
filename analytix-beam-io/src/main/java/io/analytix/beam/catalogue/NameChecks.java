// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The checks that dimensions, filters and metrics have in common. */
final class NameChecks {
  private NameChecks() {}

  /** Returns the names that match, without duplicates; usually none. */
  static List<String> matching(Collection<String> names, Predicate<String> test) {
    Set<String> matching = Set.of();
    for (String name : names) {
      if (test.test(name)) {
        matching = matching.isEmpty() ? new LinkedHashSet<>() : matching;
        matching.add(name);
      }
    }
    return List.copyOf(matching);
  }

  /** Reports names that the API does not have. */
  static void known(
      Collection<String> names,
      Set<String> known,
      Rule rule,
      String kind,
      RuleSet ruleSet,
      Diagnostics diagnostics) {
    List<String> undocumented = matching(names, name -> !known.contains(name));
    List<String> refused = matching(undocumented, ruleSet.vocabulary().refused()::containsKey);
    List<String> unknown = matching(undocumented, name -> !refused.contains(name));
    if (!refused.isEmpty()) {
      diagnostics.violation(
          rule,
          refused,
          String.join(
              "; ",
              refused.stream()
                  .map(
                      name ->
                          name
                              + " is not available:"
                              + " "
                              + ruleSet.vocabulary().refused().get(name))
                  .toList()));
    }
    if (!unknown.isEmpty()) {
      diagnostics.unknown(rule, unknown, "unknown " + kind + ": " + String.join(", ", unknown));
    }
  }

  /** Reports repeated names. */
  static void distinct(List<String> names, Rule rule, Diagnostics diagnostics) {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new LinkedHashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        repeated.add(name);
      }
    }
    if (!repeated.isEmpty()) {
      diagnostics.violation(rule, repeated, "named twice: " + String.join(", ", repeated));
    }
  }

  /** Reports rules of which the query has too few or too many names. */
  static void rules(
      NameRules rules,
      Collection<String> queryNames,
      Rule broken,
      ReportTypeMatch match,
      Diagnostics diagnostics) {
    if (rules.hold(queryNames)) {
      return;
    }
    for (NameRule rule : rules.rules()) {
      if (!rule.holds(queryNames)) {
        int present = rule.present(queryNames);
        diagnostics.violation(
            new Violation(
                broken,
                rule.names(),
                new Violation.Count(rule.kind(), present),
                match.report() + " accepts " + rule.text() + ", but the query has " + present));
      }
    }
  }
}
