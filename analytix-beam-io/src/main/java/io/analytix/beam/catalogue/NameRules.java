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
 * The dimensions, or the filters, that a report type accepts.
 *
 * @param rules the rules, which must all hold
 */
public record NameRules(List<NameRule> rules, Set<String> allowed, Map<String, String> locked) {
  /** Creates rules that accept only the names in {@code rules}. */
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

  boolean hold(Collection<String> queryNames) {
    for (NameRule rule : rules) {
      if (!rule.holds(queryNames)) {
        return false;
      }
    }
    return true;
  }

  /** The minimum number of names to remove and add until every rule holds. */
  int faults(Collection<String> queryNames) {
    int faults = 0;
    for (NameRule rule : rules) {
      faults += rule.faults(queryNames);
    }
    return faults;
  }

  /** Whether a rule breaks without the name. */
  boolean needs(String name, Collection<String> queryNames) {
    List<String> others = new ArrayList<>(queryNames);
    others.remove(name);
    return !hold(others);
  }

  /** Removes and adds names until every rule holds. */
  void repair(List<String> queryNames) {
    rules.forEach(rule -> rule.dropSurplus(queryNames));
    rules.forEach(rule -> rule.addMissing(queryNames));
  }
}
