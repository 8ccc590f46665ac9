// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a query.
 *
 * @param type the report type that serves the query; if none does, the nearest one; null where
 *     analytix stops before it selects one
 * @param metrics the metrics to send: the query's, or all of the type's if the query has none;
 *     empty without a type
 * @param startDate the first Pacific day to send; null if the query has none
 * @param endDate the last Pacific day to send; null if the query has none
 * @param violations every rule of this type that the query breaks, in analytix's order of checking;
 *     with the rules of analytix only those of the first check that fails; empty for a valid query
 * @param warnings warnings about the query, valid or not
 * @param nearest the nearest valid query; null for a valid query, and with the rules of analytix
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

  /** Whether the query breaks no rule. */
  public boolean valid() {
    return violations.isEmpty();
  }

  /** The first broken rule, which is the error of analytix. */
  public Optional<Rule> error() {
    return violations.stream().map(Violation::rule).findFirst();
  }

  /** The result as text for a message. */
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
