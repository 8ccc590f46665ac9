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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets the defaults of a query, like analytix, and rejects an invalid query.
 *
 * @param level how names that the catalogue does not contain are handled
 * @param clock determines yesterday
 */
record QueryPreparation(UnknownNames level, Clock clock) {
  private static final String NO_PAGES =
      "startIndex does not page: for later rows the API returns no rows or an error. Request"
          + " fewer days or ids at a time";

  /** A valid query, and the result of its check. */
  record PreparedQuery(ReportQuery query, CheckResult check) {}

  /** Returns the query on behalf of {@code contentOwner}, with its last day set. */
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

  /** Checks the query and returns it as it is to be sent. */
  PreparedQuery require(ReportQuery query) throws AnalytixException.InvalidQuery {
    CheckResult check = Catalogue.current().check(query, level);
    if (query.startIndex() != 1) {
      throw new AnalytixException.InvalidQuery(check, NO_PAGES);
    }
    if (!check.valid()) {
      throw new AnalytixException.InvalidQuery(check, check.text());
    }
    ReportQuery resolved =
        query.toBuilder()
            .metrics(check.metrics())
            .dates(check.startDate(), check.endDate())
            .build();
    return new PreparedQuery(
        QueryRequests.sorted(resolved, Objects.requireNonNull(check.type())), check);
  }

  /** Returns the query without its revenue metrics; null if the rest is not a valid query. */
  @Nullable ReportQuery withoutMoney(ReportQuery query) {
    List<String> metrics =
        query.metrics().stream().filter(metric -> !QueryRequests.isMoney(metric)).toList();
    ReportQuery rest = query.toBuilder().metrics(metrics).build();
    return !metrics.isEmpty() && Catalogue.current().check(rest, level).valid() ? rest : null;
  }

  /**
   * Returns the query with the granted scopes; a consent without a list of scopes sets none, which
   * stands for all.
   */
  static ReportQuery withScopes(ReportQuery query, Set<String> granted) {
    Set<ConsentScope> scopes = EnumSet.of(ConsentScope.READONLY, ConsentScope.MONETARY_READONLY);
    scopes.removeIf(scope -> !granted.contains(scope.address()));
    return query.toBuilder().scopes(scopes).build();
  }
}
