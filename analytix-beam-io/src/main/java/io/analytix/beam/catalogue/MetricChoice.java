// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.channel.ConsentScope;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Which metrics are sent: those asked for, or all that the report type has. */
final class MetricChoice {
  private MetricChoice() {}

  static List<String> of(ReportQuery query, ReportType type, RuleSet law) {
    if (!law.has(Deviation.SCOPES)) {
      return covered(query.metrics().isEmpty() ? type.metrics() : query.metrics(), query, law);
    }
    return query.metrics().isEmpty() ? all(type, query, law) : query.metrics();
  }

  private static List<String> all(ReportType type, ReportQuery query, RuleSet law) {
    boolean withoutMoney = RuleSet.lacks(query, ConsentScope.MONETARY_READONLY);
    return type.metrics().stream()
        .filter(metric -> !law.conflicts(metric, query))
        .filter(metric -> !(withoutMoney && law.words().money().contains(metric)))
        .toList();
  }

  /** As analytix drops what the scopes do not cover. */
  private static List<String> covered(Collection<String> metrics, ReportQuery query, RuleSet law) {
    Vocabulary words = law.words();
    Predicate<String> money =
        metric -> words.money().contains(metric) && words.metrics().contains(metric);
    if (RuleSet.lacks(query, ConsentScope.MONETARY_READONLY)) {
      return metrics.stream().filter(money.negate()).toList();
    }
    return RuleSet.lacks(query, ConsentScope.READONLY)
        ? metrics.stream().filter(money).toList()
        : List.copyOf(metrics);
  }
}
