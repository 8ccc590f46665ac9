// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.CheckResult;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.UnknownNames;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.plan.RunDates;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a query leaves out, as analytix does, and refuses one that cannot be answered.
 *
 * @param level how unknown names are taken
 * @param clock tells what yesterday is
 */
record QueryPreparation(UnknownNames level, Clock clock) {
  private static final String NO_PAGES =
      "startIndex does not page: the API answers later rows with nothing, or with an error. Ask for"
          + " fewer days or ids at a time";

  /** A query that can be asked, and what was said of it. */
  record Asked(ReportQuery query, CheckResult verdict) {}

  /** The query on behalf of {@code contentOwner}, with its last day. */
  ReportQuery complete(ReportQuery query, @Nullable String contentOwner) {
    ReportQuery.Builder complete = query.toBuilder();
    if (query.endDate() == null) {
      complete.dates(query.startDate(), RunDates.yesterday(clock));
    }
    if (query.contentOwner() == null) {
      complete.contentOwner(contentOwner);
    }
    return complete.build();
  }

  /** The query as it is to be sent. */
  Asked require(ReportQuery query) throws AnalytixException.InvalidQuery {
    CheckResult verdict = Catalogue.current().check(query, level);
    if (query.startIndex() != 1) {
      throw new AnalytixException.InvalidQuery(verdict, NO_PAGES);
    }
    if (!verdict.valid()) {
      throw new AnalytixException.InvalidQuery(verdict, verdict.text());
    }
    ReportQuery resolved =
        query.toBuilder()
            .metrics(verdict.metrics())
            .dates(verdict.startDate(), verdict.endDate())
            .build();
    return new Asked(
        QueryRequests.sorted(resolved, Objects.requireNonNull(verdict.type())), verdict);
  }

  /** The same query with what the consent covers; a consent that does not say covers all. */
  static ReportQuery withScopes(ReportQuery query, Set<String> granted) {
    Set<ConsentScope> held = EnumSet.of(ConsentScope.READONLY, ConsentScope.MONETARY_READONLY);
    held.removeIf(scope -> !granted.contains(scope.address()));
    return query.toBuilder().scopes(held).build();
  }
}
