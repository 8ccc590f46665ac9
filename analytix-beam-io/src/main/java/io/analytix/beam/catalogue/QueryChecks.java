// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be told of a query without a report type. */
final class QueryChecks {
  private QueryChecks() {}

  /** A check of a query by itself. */
  @FunctionalInterface
  private interface Check {
    void on(ReportQuery query, RuleSet law, Diagnostics findings);
  }

  /** In analytix's order, those that it lacks last. */
  private static final List<Check> BEFORE_MONTHS =
      List.of(QueryChecks::maxResults, QueryChecks::dateOrder);

  private static final List<Check> AFTER_MONTHS =
      List.of(
          QueryChecks::currency,
          QueryChecks::startIndex,
          QueryChecks::dimensionCount,
          QueryChecks::scopes,
          QueryChecks::historicalData);

  /** Checks a query, and returns it with the dates that are sent. */
  static ReportQuery check(ReportQuery asked, RuleSet law, Diagnostics findings) {
    ReportQuery query = asked.dated();
    run(BEFORE_MONTHS, query, law, findings);
    if (stopped(law, findings)) {
      return query;
    }
    query = months(query, law, findings);
    run(AFTER_MONTHS, query, law, findings);
    return query;
  }

  private static void run(
      List<Check> checks, ReportQuery query, RuleSet law, Diagnostics findings) {
    for (Check check : checks) {
      if (stopped(law, findings)) {
        return;
      }
      check.on(query, law, findings);
    }
  }

  private static boolean stopped(RuleSet law, Diagnostics findings) {
    return !law.has(Deviation.EVERY_VIOLATION) && !findings.clean();
  }

  private static void maxResults(ReportQuery query, RuleSet law, Diagnostics findings) {
    if (query.maxResults() < 0) {
      findings.violation(
          Rule.NEGATIVE_MAX_RESULTS, "maxResults is " + query.maxResults() + ", below 0");
    }
  }

  private static void dateOrder(ReportQuery query, RuleSet law, Diagnostics findings) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    if (first != null && last != null && last.isBefore(first)) {
      findings.violation(Rule.DATE_ORDER, "the last day " + last + " is before the first " + first);
    }
  }

  private static ReportQuery months(ReportQuery query, RuleSet law, Diagnostics findings) {
    LocalDate first = query.startDate();
    LocalDate last = query.endDate();
    if (!query.dimensions().contains("month") || (aligned(first) && aligned(last))) {
      return query;
    }
    if (law.has(Deviation.MONTH_ALIGNMENT)) {
      findings.violation(
          Rule.MONTH_MISALIGNED,
          "with the dimension month both dates must be the first of a month, but are "
              + first
              + " and "
              + last);
      return query;
    }
    findings.warning(Warning.Kind.MONTH_MOVED, "the dates are moved to the first of their months");
    return query.toBuilder().dates(firstOfMonth(first), firstOfMonth(last)).build();
  }

  private static boolean aligned(@Nullable LocalDate date) {
    return date == null || date.getDayOfMonth() == 1;
  }

  static @Nullable LocalDate firstOfMonth(@Nullable LocalDate date) {
    return date == null ? null : date.withDayOfMonth(1);
  }

  private static void currency(ReportQuery query, RuleSet law, Diagnostics findings) {
    String currency = query.currency();
    if (law.words().currencies().contains(currency)) {
      return;
    }
    String message = "'" + currency + "' is no currency of ISO 4217";
    if (law.has(Deviation.CURRENCIES) && currency.matches("[A-Z]{3}")) {
      findings.unknown(Rule.INVALID_CURRENCY, List.of(currency), message);
    } else {
      findings.violation(Rule.INVALID_CURRENCY, List.of(currency), message);
    }
  }

  private static void startIndex(ReportQuery query, RuleSet law, Diagnostics findings) {
    if (query.startIndex() < 1) {
      findings.violation(
          Rule.INVALID_START_INDEX, "startIndex is " + query.startIndex() + ", below 1");
    } else if (query.startIndex() > 1 && law.has(Deviation.START_INDEX_WITH_IDS)) {
      findings.warning(
          Warning.Kind.LOSES_ROWS,
          "startIndex does not page: rows are left out; cut the question by days or ids instead");
    }
  }

  private static void dimensionCount(ReportQuery query, RuleSet law, Diagnostics findings) {
    if (law.has(Deviation.DIMENSION_COUNT) && query.dimensions().size() > law.mostDimensions()) {
      findings.violation(
          Rule.TOO_MANY_DIMENSIONS,
          query.dimensions(),
          query.dimensions().size() + " dimensions, but at most " + law.mostDimensions() + " work");
    }
  }

  private static void scopes(ReportQuery query, RuleSet law, Diagnostics findings) {
    if (!law.has(Deviation.SCOPES)) {
      return;
    }
    if (RuleSet.lacksEvery(query)) {
      findings.violation(
          Rule.SCOPE_MISSING,
          "the consent holds neither "
              + ConsentScope.READONLY
              + " nor "
              + ConsentScope.MONETARY_READONLY);
    } else if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)) {
      List<String> money = money(query, law);
      if (!money.isEmpty()) {
        findings.violation(
            Rule.SCOPE_MISSING, money, money + " need the scope " + ConsentScope.MONETARY_READONLY);
      }
    }
  }

  /** What a query asks of money. */
  static List<String> money(ReportQuery query, RuleSet law) {
    return Stream.concat(query.dimensions().stream(), query.metrics().stream())
        .filter(law.words().money()::contains)
        .toList();
  }

  private static void historicalData(ReportQuery query, RuleSet law, Diagnostics findings) {
    if (query.includeHistoricalChannelData()
        && !query.forContentOwner()
        && law.has(Deviation.CONTENT_OWNERS)) {
      findings.warning(
          Warning.Kind.NO_EFFECT, "includeHistoricalChannelData has an effect for content owners");
    }
  }
}
