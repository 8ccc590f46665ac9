// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.CheckResult;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.UnknownNames;
import io.analytix.beam.plan.RunDates;
import java.time.Clock;
import java.time.LocalDate;

/** The rules that queries are checked against. */
enum CatalogueMode {
  /** The current rules of the API; unknown names and values are violations. */
  STRICT,
  /** The current rules of the API; unknown names and values pass. */
  WARN,
  /** The rules of analytix 5.5.0. */
  ANALYTIX;

  CheckResult check(ReportQuery query) {
    return catalogue().check(query, this == WARN ? UnknownNames.WARN : UnknownNames.STRICT);
  }

  /** The last day of a query without one. */
  LocalDate lastDay(Clock clock) {
    return catalogue().lastDay(RunDates.yesterday(clock).plusDays(1));
  }

  private Catalogue catalogue() {
    return this == ANALYTIX ? Catalogue.analytix() : Catalogue.current();
  }
}
