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
    return switch (this) {
      case STRICT -> Catalogue.current().check(query, Level.STRICT);
      case WARN -> Catalogue.current().check(query, Level.WARN);
      case ANALYTIX -> Catalogue.analytix().check(query);
    };
  }

  /** The last day of a query that names none: analytix asks up to today, which is not over yet. */
  LocalDate lastDay(Clock clock) {
    LocalDate yesterday = Dates.yesterday(clock);
    return this == ANALYTIX ? yesterday.plusDays(1) : yesterday;
  }
}
