// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects the violations and warnings of one query, in the order of the checks. */
final class Diagnostics {
  private final UnknownNames level;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  Diagnostics(UnknownNames level) {
    this.level = level;
  }

  void violation(Rule rule, Collection<String> names, String message) {
    violations.add(Violation.of(rule, names, message));
  }

  void violation(Violation violation) {
    violations.add(violation);
  }

  void violation(Rule rule, String message) {
    violation(rule, List.of(), message);
  }

  /**
   * Reports a name or value that the catalogue does not contain: as violation or warning, depending
   * on the level.
   */
  void unknown(Rule rule, Collection<String> names, String message) {
    if (level == UnknownNames.WARN) {
      warning(Warning.Kind.UNKNOWN, message);
    } else {
      violation(rule, names, message);
    }
  }

  void warning(Warning.Kind kind, String message) {
    warnings.add(new Warning(kind, message));
  }

  boolean clean() {
    return violations.isEmpty();
  }

  List<Violation> violations() {
    return violations;
  }

  List<Warning> warnings() {
    return warnings;
  }
}
