// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a query breaks.
 *
 * @param rule the broken rule
 * @param names the names that break the rule, in the query's order; empty if a number or a date
 *     breaks it
 * @param count for a rule about the number of names: the required and the actual number; null for
 *     other rules
 * @param message a description of the problem, without the field
 */
public record Violation(Rule rule, List<String> names, @Nullable Count count, String message) {
  public Violation {
    names = List.copyOf(names);
  }

  static Violation of(Rule rule, Collection<String> names, String message) {
    return new Violation(rule, List.copyOf(names), null, message);
  }

  /**
   * The required and the actual number of a rule's names.
   *
   * @param wanted the required number
   * @param present the number of names that the query has
   */
  public record Count(NameRule.Kind wanted, int present) {}

  @Override
  public String toString() {
    return rule.field() + ": " + message + " (" + rule + ")";
  }
}
