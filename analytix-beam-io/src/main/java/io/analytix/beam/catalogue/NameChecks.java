// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What is checked alike of dimensions, filters, metrics. */
final class NameChecks {
  private NameChecks() {}

  /** Those of the names that something is true of, each once; there is seldom any. */
  static List<String> those(Collection<String> names, Predicate<String> test) {
    Set<String> those = Set.of();
    for (String name : names) {
      if (test.test(name)) {
        those = those.isEmpty() ? new LinkedHashSet<>() : those;
        those.add(name);
      }
    }
    return List.copyOf(those);
  }

  /** Names that the API does not know. */
  static void known(
      Collection<String> names,
      Set<String> known,
      Rule rule,
      String word,
      RuleSet law,
      Diagnostics findings) {
    List<String> strange = those(names, name -> !known.contains(name));
    List<String> refused = those(strange, law.words().refused()::containsKey);
    List<String> unheard = those(strange, name -> !refused.contains(name));
    if (!refused.isEmpty()) {
      findings.violation(
          rule,
          refused,
          String.join(
              "; ",
              refused.stream()
                  .map(name -> name + " is not to be had: " + law.words().refused().get(name))
                  .toList()));
    }
    if (!unheard.isEmpty()) {
      findings.unknown(rule, unheard, "no " + word + " of the API: " + String.join(", ", unheard));
    }
  }

  /** Names that stand there twice. */
  static void distinct(List<String> names, Rule rule, Diagnostics findings) {
    Set<String> seen = new HashSet<>();
    Set<String> again = new LinkedHashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        again.add(name);
      }
    }
    if (!again.isEmpty()) {
      findings.violation(rule, again, "named twice: " + String.join(", ", again));
    }
  }

  /** Rules of which too few or too many names are there. */
  static void rules(
      NameRules rules,
      Collection<String> there,
      Rule broken,
      ReportTypeMatch subject,
      Diagnostics findings) {
    if (rules.hold(there)) {
      return;
    }
    for (NameRule rule : rules.rules()) {
      if (!rule.holds(there)) {
        int present = rule.present(there);
        findings.violation(
            new Violation(
                broken,
                rule.names(),
                new Violation.Count(rule.kind(), present),
                subject.report() + " takes " + rule.text() + ", but there are " + present));
      }
    }
  }
}
