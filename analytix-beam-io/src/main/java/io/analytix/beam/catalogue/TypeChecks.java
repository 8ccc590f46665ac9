// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** Everything that is held against a report type, in analytix's order. */
final class TypeChecks {
  private TypeChecks() {}

  /** A check of a query against a report type. */
  @FunctionalInterface
  private interface Check {
    void on(ReportTypeMatch subject, Diagnostics findings);
  }

  private static final List<Check> CHECKS =
      List.of(
          SortChecks::selected,
          RowChecks::doubtful,
          DimensionChecks::known,
          DimensionChecks::allowed,
          DimensionChecks::rules,
          FilterChecks::known,
          FilterChecks::values,
          FilterChecks::allowed,
          FilterChecks::rules,
          MetricChecks::present,
          MetricChecks::known,
          MetricChecks::allowed,
          SortChecks::allowed,
          SortChecks::descending,
          RowChecks::required,
          RowChecks::cap,
          RowChecks::startIndex,
          SortChecks::required,
          FilterChecks::only,
          FilterChecks::single,
          // What analytix lacks.
          DimensionChecks::distinct,
          MetricChecks::distinct,
          SortChecks::distinct,
          SortChecks::form,
          MetricChecks::conflicts,
          RowChecks::startIndexWithIds,
          RowChecks::videoDays,
          DimensionChecks::singleIds,
          RowChecks::firstVideoOnly,
          MetricChecks::fragile);

  /** Everything that is wrong. */
  static void all(ReportTypeMatch subject, Diagnostics findings) {
    CHECKS.forEach(check -> check.on(subject, findings));
  }

  /** What the first check that fails has found; without one, all warnings. */
  static void first(ReportTypeMatch subject, Diagnostics findings) {
    for (Check check : CHECKS) {
      check.on(subject, findings);
      if (!findings.clean()) {
        return;
      }
    }
  }
}
