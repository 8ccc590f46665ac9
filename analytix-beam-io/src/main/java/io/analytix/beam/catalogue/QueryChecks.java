// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checks of a query that do not depend on a report type. */
final class QueryChecks {
  private QueryChecks() {}

  /** A check of a query by itself. */
  @FunctionalInterface
  private interface Check {
    void on(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics);
  }

  /** In analytix's order; the checks that analytix lacks come last. */
  private static final List<Check> BEFORE_MONTHS =
      List.of(QueryChecks::maxResults, QueryChecks::dateOrder);

  private static final List<Check> AFTER_MONTHS =
      List.of(
          QueryChecks::currency,
          QueryChecks::startIndex,
          QueryChecks::dimensionCount,
          QueryChecks::scopes,
          QueryChecks::historicalData);

  /** Checks a query, and returns it with the dates to send. */
  static ReportQuery check(ReportQuery original, RuleSet ruleSet, Diagnostics diagnostics) {
    ReportQuery query = original.dated();
    run(BEFORE_MONTHS, query, ruleSet, diagnostics);
    if (stopped(ruleSet, diagnostics)) {
      return query;
    }
    query = months(query, ruleSet, diagnostics);
    run(AFTER_MONTHS, query, ruleSet, diagnostics);
    return query;
  }

  private static void run(
      List<Check> checks, ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    for (Check check : checks) {
      if (stopped(ruleSet, diagnostics)) {
        return;
      }
      check.on(query, ruleSet, diagnostics);
    }
  }

  private static boolean stopped(RuleSet ruleSet, Diagnostics diagnostics) {
    return !ruleSet.has(Deviation.EVERY_VIOLATION) && !diagnostics.clean();
  }

  private static void maxResults(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    if (query.maxResults() < 0) {
      diagnostics.violation(
          Rule.NEGATIVE_MAX_RESULTS, "maxResults is " + query.maxResults() + ", below 0");
    }
  }

  private static void dateOrder(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    if (first != null && last != null && last.isBefore(first)) {
      diagnostics.violation(
          Rule.DATE_ORDER, "the last day " + last + " is before the first day " + first);
    }
  }

  private static ReportQuery months(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    if (!query.dimensions().contains("month") || (aligned(first) && aligned(last))) {
      return query;
    }
    if (ruleSet.has(Deviation.MONTH_ALIGNMENT)) {
      diagnostics.violation(
          Rule.MONTH_MISALIGNED,
          "with the dimension month both dates must be the first of a month, but are "
              + first
              + " and "
              + last);
      return query;
    }
    diagnostics.warning(
        Warning.Kind.MONTH_MOVED, "the dates are changed to the first of their months");
    return query.toBuilder().dates(firstOfMonth(first), firstOfMonth(last)).build();
  }

  private static boolean aligned(@Nullable LocalDate date) {
    return date == null || date.getDayOfMonth() == 1;
  }

  static @Nullable LocalDate firstOfMonth(@Nullable LocalDate date) {
    return date == null ? null : date.withDayOfMonth(1);
  }

  private static void currency(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    String currency = query.currency();
    if (ruleSet.vocabulary().currencies().contains(currency)) {
      return;
    }
    String message = "'" + currency + "' is not a currency of ISO 4217";
    if (ruleSet.has(Deviation.CURRENCIES) && currency.matches("[A-Z]{3}")) {
      diagnostics.unknown(Rule.INVALID_CURRENCY, List.of(currency), message);
    } else {
      diagnostics.violation(Rule.INVALID_CURRENCY, List.of(currency), message);
    }
  }

  private static void startIndex(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    if (query.startIndex() < 1) {
      diagnostics.violation(
          Rule.INVALID_START_INDEX, "startIndex is " + query.startIndex() + ", below 1");
    } else if (query.startIndex() > 1 && ruleSet.has(Deviation.START_INDEX_WITH_IDS)) {
      diagnostics.warning(
          Warning.Kind.LOSES_ROWS,
          "startIndex does not page: the API omits rows; split the query by days or ids instead");
    }
  }

  private static void dimensionCount(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    if (ruleSet.has(Deviation.DIMENSION_COUNT)
        && query.dimensions().size() > ruleSet.maxDimensions()) {
      diagnostics.violation(
          Rule.TOO_MANY_DIMENSIONS,
          query.dimensions(),
          query.dimensions().size() + " dimensions, but the maximum is " + ruleSet.maxDimensions());
    }
  }

  private static void scopes(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    if (!ruleSet.has(Deviation.SCOPES)) {
      return;
    }
    if (RuleSet.lacksEvery(query)) {
      diagnostics.violation(
          Rule.SCOPE_MISSING,
          "the consent includes neither "
              + ConsentScope.READONLY
              + " nor "
              + ConsentScope.MONETARY_READONLY);
    } else if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)) {
      List<String> money = money(query, ruleSet);
      if (!money.isEmpty()) {
        diagnostics.violation(
            Rule.SCOPE_MISSING, money, money + " need the scope " + ConsentScope.MONETARY_READONLY);
      }
    }
  }

  /** The dimensions and metrics of a query that need the monetary scope. */
  static List<String> money(ReportQuery query, RuleSet ruleSet) {
    return Stream.concat(query.dimensions().stream(), query.metrics().stream())
        .filter(ruleSet.vocabulary().money()::contains)
        .toList();
  }

  private static void historicalData(ReportQuery query, RuleSet ruleSet, Diagnostics diagnostics) {
    if (query.includeHistoricalChannelData()
        && !query.forContentOwner()
        && ruleSet.has(Deviation.CONTENT_OWNERS)) {
      diagnostics.warning(
          Warning.Kind.NO_EFFECT,
          "includeHistoricalChannelData has an effect for content owners only");
    }
  }
}
