// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.List;

/**
 * A rule that a query breaks.
 *
 * @param rule what is broken
 * @param names the names at fault, in the query's order; empty where a number or a date is
 * @param message what is wrong, in a sentence
 */
public record Violation(Rule rule, List<String> names, String message) {
  public Violation {
    names = List.copyOf(names);
  }

  static Violation of(Rule rule, Collection<String> names, String message) {
    return new Violation(rule, List.copyOf(names), message);
  }

  @Override
  public String toString() {
    return rule.field() + ": " + message + " (" + rule + ")";
  }
}
