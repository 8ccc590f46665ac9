// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** All checks of a query against a report type, in analytix's order. */
final class TypeChecks {
  private TypeChecks() {}

  /** A check of a query against a report type. */
  @FunctionalInterface
  private interface Check {
    void on(ReportTypeMatch match, Diagnostics diagnostics);
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
          // The checks that analytix lacks.
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

  /** Runs all checks. */
  static void all(ReportTypeMatch match, Diagnostics diagnostics) {
    CHECKS.forEach(check -> check.on(match, diagnostics));
  }

  /** Runs the checks up to the first that fails. */
  static void first(ReportTypeMatch match, Diagnostics diagnostics) {
    for (Check check : CHECKS) {
      check.on(match, diagnostics);
      if (!diagnostics.clean()) {
        return;
      }
    }
  }
}
