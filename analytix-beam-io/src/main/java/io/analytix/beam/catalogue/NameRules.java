// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which dimensions, or which filters, a report type takes.
 *
 * @param rules all of them must hold
 */
public record NameRules(List<NameRule> rules, Set<String> allowed, Map<String, String> locked) {
  /** Takes what the rules name, and nothing else. */
  static NameRules of(List<NameRule> rules) {
    Set<String> allowed = new LinkedHashSet<>();
    Map<String, String> locked = new LinkedHashMap<>();
    for (NameRule rule : rules) {
      allowed.addAll(rule.names());
      locked.putAll(rule.locked());
    }
    return new NameRules(List.copyOf(rules), Set.copyOf(allowed), Map.copyOf(locked));
  }

  static NameRules parse(List<String> lines) {
    return of(lines.stream().map(NameRule::parse).toList());
  }

  NameRules and(List<NameRule> more) {
    List<NameRule> both = new ArrayList<>(rules);
    both.addAll(more);
    return of(both);
  }

  NameRules without(List<NameRule> fewer) {
    return of(rules.stream().filter(rule -> !fewer.contains(rule)).toList());
  }

  boolean hold(Collection<String> there) {
    for (NameRule rule : rules) {
      if (!rule.holds(there)) {
        return false;
      }
    }
    return true;
  }

  /** How many names have to be dropped and added at least until every rule holds. */
  int faults(Collection<String> there) {
    int faults = 0;
    for (NameRule rule : rules) {
      faults += rule.faults(there);
    }
    return faults;
  }

  /** Whether a query cannot do without the name. */
  boolean needs(String name, Collection<String> there) {
    List<String> others = new ArrayList<>(there);
    others.remove(name);
    return !hold(others);
  }

  /** Drops and adds names until every rule holds. */
  void mend(List<String> there) {
    rules.forEach(rule -> rule.dropSurplus(there));
    rules.forEach(rule -> rule.addMissing(there));
  }
}
