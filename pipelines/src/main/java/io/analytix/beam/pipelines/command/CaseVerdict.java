// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.catalogue.ReportType;
import io.analytix.beam.catalogue.Rule;
import io.analytix.beam.catalogue.Verdict;
import io.analytix.beam.catalogue.Violation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed of a judged case, in the words of the recorded verdicts of analytix.
 *
 * @param verdict {@code valid} or {@code invalid}
 * @param reportType the type that serves the query, or else the nearest; null where analytix stops
 *     before it looks for one
 * @param errorCategory the first broken rule, null for a valid query
 * @param violatedRules every broken rule; as analytix, those of a rule step only, null elsewhere
 * @param suggestion the nearest valid query; null for a valid query, and in analytix's verdicts
 */
record CaseVerdict(
    String id,
    String verdict,
    @Nullable String reportType,
    @Nullable String errorCategory,
    @Nullable List<Broken> violatedRules,
    @Nullable List<String> resolvedMetrics,
    Days resolvedDates,
    @Nullable QueryFields suggestion) {

  /** A broken rule, and the names it is about. */
  record Broken(String rule, List<String> values, String message) {
    private static Broken of(Violation violation) {
      return new Broken(violation.rule().name(), violation.names(), violation.message());
    }

    boolean ofRuleStep() {
      return rule.equals(Rule.DIMENSION_RULE.name()) || rule.equals(Rule.FILTER_RULE.name());
    }
  }

  /** The Pacific days that would be sent. */
  record Days(@Nullable String startDate, @Nullable String endDate) {}

  static CaseVerdict of(String id, Verdict verdict, Judge judge) {
    ReportType type = verdict.type();
    return new CaseVerdict(
        id,
        verdict.valid() ? "valid" : "invalid",
        type == null ? null : type.name(),
        verdict.error().map(Rule::name).orElse(null),
        broken(verdict, judge),
        type == null ? null : verdict.metrics(),
        new Days(text(verdict.startDate()), text(verdict.endDate())),
        QueryFields.of(verdict.nearest()));
  }

  private static @Nullable List<Broken> broken(Verdict verdict, Judge judge) {
    List<Broken> broken = verdict.violations().stream().map(Broken::of).toList();
    return judge == Judge.ANALYTIX && !broken.stream().allMatch(Broken::ofRuleStep)
        ? null
        : broken.isEmpty() ? null : broken;
  }

  static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
