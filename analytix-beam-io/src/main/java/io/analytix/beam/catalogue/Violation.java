// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a query breaks.
 *
 * @param rule what is broken
 * @param names the names at fault, in the query's order; empty where a number or a date is
 * @param count where a rule wants other numbers of the names: what it wants, and what there is
 * @param message what is wrong, in a sentence
 */
public record Violation(Rule rule, List<String> names, @Nullable Count count, String message) {
  public Violation {
    names = List.copyOf(names);
  }

  static Violation of(Rule rule, Collection<String> names, String message) {
    return new Violation(rule, List.copyOf(names), null, message);
  }

  /**
   * How many of a rule's names a query has.
   *
   * @param wanted how many it may have
   * @param present how many it has
   */
  public record Count(NameRule.Kind wanted, int present) {}

  @Override
  public String toString() {
    return rule.field() + ": " + message + " (" + rule + ")";
  }
}
