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

/** By what law queries are judged. */
enum CatalogueMode {
  /** What is known of the API today; an unknown name or value is a violation. */
  STRICT,
  /** The same, but an unknown name or value passes. */
  WARN,
  /** The verdicts of analytix 5.5.0. */
  ANALYTIX;

  CheckResult judge(ReportQuery query) {
    return catalogue().check(query, this == WARN ? UnknownNames.WARN : UnknownNames.STRICT);
  }

  /** The last day of a query that names none. */
  LocalDate lastDay(Clock clock) {
    return catalogue().lastDay(RunDates.yesterday(clock).plusDays(1));
  }

  private Catalogue catalogue() {
    return this == ANALYTIX ? Catalogue.analytix() : Catalogue.current();
  }
}
