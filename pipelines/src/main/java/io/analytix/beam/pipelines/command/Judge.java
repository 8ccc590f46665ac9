// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.Level;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.Verdict;
import io.analytix.beam.plan.Dates;
import java.time.Clock;
import java.time.LocalDate;

/** By what law queries are judged. */
enum Judge {
  /** What is known of the API today; an unknown name or value is a violation. */
  STRICT,
  /** The same, but an unknown name or value passes. */
  WARN,
  /** The verdicts of analytix 5.5.0. */
  ANALYTIX;

  Verdict judge(ReportQuery query) {
    return catalogue().check(query, this == WARN ? Level.WARN : Level.STRICT);
  }

  /** The last day of a query that names none. */
  LocalDate lastDay(Clock clock) {
    return catalogue().lastDay(Dates.yesterday(clock).plusDays(1));
  }

  private Catalogue catalogue() {
    return this == ANALYTIX ? Catalogue.analytix() : Catalogue.current();
  }
}
