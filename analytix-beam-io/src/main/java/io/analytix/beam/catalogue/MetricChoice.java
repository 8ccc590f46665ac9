// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Determines the metrics to send: those of the query, or all of the report type. */
final class MetricChoice {
  private MetricChoice() {}

  static List<String> of(ReportQuery query, ReportType type, RuleSet ruleSet) {
    if (!ruleSet.has(Deviation.SCOPES)) {
      return covered(query.metrics().isEmpty() ? type.metrics() : query.metrics(), query, ruleSet);
    }
    return query.metrics().isEmpty() ? all(type, query, ruleSet) : query.metrics();
  }

  private static List<String> all(ReportType type, ReportQuery query, RuleSet ruleSet) {
    boolean withoutMoney = RuleSet.lacks(query, ConsentScope.MONETARY_READONLY);
    return type.metrics().stream()
        .filter(metric -> !ruleSet.conflicts(metric, query))
        .filter(metric -> !(withoutMoney && ruleSet.vocabulary().money().contains(metric)))
        .toList();
  }

  /** Drops the metrics that the scopes do not cover, like analytix. */
  private static List<String> covered(
      Collection<String> metrics, ReportQuery query, RuleSet ruleSet) {
    Vocabulary vocabulary = ruleSet.vocabulary();
    Predicate<String> money =
        metric -> vocabulary.money().contains(metric) && vocabulary.metrics().contains(metric);
    if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)) {
      return metrics.stream().filter(money.negate()).toList();
    }
    return RuleSet.lacks(query, ConsentScope.READONLY)
        ? metrics.stream().filter(money).toList()
        : List.copyOf(metrics);
  }
}
