// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** Checks the metrics of a query. */
final class MetricChecks {
  private MetricChecks() {}

  static void present(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.metrics().isEmpty()) {
      diagnostics.violation(Rule.NO_METRICS, "no metric is left to request");
    }
  }

  static void known(ReportTypeMatch match, Diagnostics diagnostics) {
    NameChecks.known(
        match.metrics(),
        match.ruleSet().vocabulary().metrics(),
        Rule.INVALID_METRIC,
        "metric",
        match.ruleSet(),
        diagnostics);
  }

  static void distinct(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.has(Deviation.DUPLICATES)) {
      NameChecks.distinct(match.metrics(), Rule.DUPLICATE_METRIC, diagnostics);
    }
  }

  static void allowed(ReportTypeMatch match, Diagnostics diagnostics) {
    List<String> refused =
        NameChecks.matching(
            match.metrics(),
            metric ->
                match.ruleSet().vocabulary().metrics().contains(metric)
                    && !match.type().metrics().contains(metric));
    if (!refused.isEmpty()) {
      diagnostics.violation(
          Rule.INCOMPATIBLE_METRICS,
          refused,
          match.report() + " has no " + String.join(", ", refused));
    }
  }

  static void conflicts(ReportTypeMatch match, Diagnostics diagnostics) {
    for (Conflict conflict : match.ruleSet().conflicts()) {
      if (match.metrics().contains(conflict.metric()) && conflict.when().holds(match.query())) {
        diagnostics.violation(
            Rule.METRIC_CONFLICT,
            List.of(conflict.metric()),
            conflict.metric() + " cannot be combined with the " + conflict.when().text());
      }
    }
  }

  /**
   * Warns about metrics other than views for traffic source details, which the API sometimes
   * refuses.
   */
  static void fragile(ReportTypeMatch match, Diagnostics diagnostics) {
    if (match.type().dimensions().allowed().contains("insightTrafficSourceDetail")
        && match.has(Deviation.DETAIL_SOURCES)
        && !match.metrics().equals(List.of("views"))) {
      diagnostics.warning(
          Warning.Kind.FRAGILE_METRIC,
          "details of traffic sources are reliable for views only: the API sometimes refuses"
              + " other metrics");
    }
  }
}
