// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/** Which metrics a query has. */
final class MetricChecks {
  private MetricChecks() {}

  static void present(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.metrics().isEmpty()) {
      findings.violation(Rule.NO_METRICS, "no metric is left to ask for");
    }
  }

  static void known(ReportTypeMatch subject, Diagnostics findings) {
    NameChecks.known(
        subject.metrics(),
        subject.law().words().metrics(),
        Rule.INVALID_METRIC,
        "metric",
        subject.law(),
        findings);
  }

  static void distinct(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.has(Deviation.DUPLICATES)) {
      NameChecks.distinct(subject.metrics(), Rule.DUPLICATE_METRIC, findings);
    }
  }

  static void allowed(ReportTypeMatch subject, Diagnostics findings) {
    List<String> refused =
        NameChecks.those(
            subject.metrics(),
            metric ->
                subject.law().words().metrics().contains(metric)
                    && !subject.type().metrics().contains(metric));
    if (!refused.isEmpty()) {
      findings.violation(
          Rule.INCOMPATIBLE_METRICS,
          refused,
          subject.report() + " has no " + String.join(", ", refused));
    }
  }

  static void conflicts(ReportTypeMatch subject, Diagnostics findings) {
    for (Conflict conflict : subject.law().conflicts()) {
      if (subject.metrics().contains(conflict.metric()) && conflict.when().holds(subject.query())) {
        findings.violation(
            Rule.METRIC_CONFLICT,
            List.of(conflict.metric()),
            conflict.metric() + " cannot be asked with the " + conflict.when().text());
      }
    }
  }

  /** Of a traffic source's details, only the count of views is dependable. */
  static void fragile(ReportTypeMatch subject, Diagnostics findings) {
    if (subject.type().dimensions().allowed().contains("insightTrafficSourceDetail")
        && subject.has(Deviation.DETAIL_SOURCES)
        && !subject.metrics().equals(List.of("views"))) {
      findings.warning(
          Warning.Kind.FRAGILE_METRIC,
          "details of traffic sources are dependable for views alone: others are refused at times");
    }
  }
}
