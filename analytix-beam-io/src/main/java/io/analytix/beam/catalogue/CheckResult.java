// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a query.
 *
 * @param type the report type that serves the query; where none does, the nearest one; null where
 *     analytix stops before it looks for one
 * @param metrics what would be sent: the query's, or all of the type's where it names none; empty
 *     without a type
 * @param startDate the first Pacific day that would be sent; null where the query says none
 * @param endDate the last Pacific day that would be sent; null where the query says none
 * @param violations every rule that the query breaks with this type, in analytix's order of
 *     checking; as analytix, only those of the first check that fails; empty for a valid query
 * @param warnings what a valid query should know
 * @param nearest null for a valid query, and in analytix's verdicts
 */
public record CheckResult(
    @Nullable ReportType type,
    List<String> metrics,
    @Nullable LocalDate startDate,
    @Nullable LocalDate endDate,
    List<Violation> violations,
    List<Warning> warnings,
    @Nullable NearestQuery nearest) {
  public CheckResult {
    metrics = List.copyOf(metrics);
    violations = List.copyOf(violations);
    warnings = List.copyOf(warnings);
  }

  /** Whether no rule is broken. */
  public boolean valid() {
    return violations.isEmpty();
  }

  /** The first broken rule: what analytix calls the error. */
  public Optional<Rule> error() {
    return violations.stream().map(Violation::rule).findFirst();
  }

  /** The verdict in a sentence or two, for a message. */
  public String text() {
    String named = type == null ? "no report type" : "'" + type.name() + "'";
    if (valid()) {
      return "valid as " + named;
    }
    String broken = violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
    return "not valid; nearest report type "
        + named
        + ": "
        + broken
        + (nearest == null ? "" : "; nearest valid query: " + nearest);
  }
}
