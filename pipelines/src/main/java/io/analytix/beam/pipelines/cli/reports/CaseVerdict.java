// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.catalogue.CheckResult;
import io.analytix.beam.catalogue.ReportType;
import io.analytix.beam.catalogue.Rule;
import io.analytix.beam.catalogue.Violation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed of a judged case, in the words of the recorded verdicts of analytix.
 *
 * @param id as the case has it; null where it has none
 * @param verdict {@code valid} or {@code invalid}
 * @param reportType the type that serves the query, or else the nearest; null where analytix stops
 *     before it looks for one
 * @param errorCategory the first broken rule, null for a valid query
 * @param violatedRules every broken rule; as analytix, those of a rule step only, null elsewhere
 * @param suggestion the nearest valid query; null for a valid query, and in analytix's verdicts
 */
record CaseVerdict(
    @Nullable JsonNode id,
    String verdict,
    @Nullable String reportType,
    @Nullable String errorCategory,
    @Nullable List<Broken> violatedRules,
    @Nullable List<String> resolvedMetrics,
    Days resolvedDates,
    @Nullable QueryFields suggestion) {

  /** The category of a line that is no query at all. */
  private static final String NO_QUERY = "NO_QUERY";

  private static final String INVALID = "invalid";

  /**
   * A broken rule, and the names it is about.
   *
   * @param rule its category; analytix has one for all that it tells
   * @param kind how many of the names there may be, as the report catalogue says it
   * @param present how many there are
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Broken(
      @Nullable String rule,
      @Nullable String kind,
      List<String> values,
      @Nullable Integer present,
      @Nullable String message) {
    private static Broken of(Violation violation) {
      Violation.Count count = violation.count();
      return new Broken(
          violation.rule().name(),
          count == null ? null : count.wanted().keyword(),
          violation.names(),
          count == null ? null : count.present(),
          violation.message());
    }

    private Broken asAnalytix() {
      return new Broken(null, kind, values, present, null);
    }
  }

  /** The Pacific days that would be sent. */
  record Days(@Nullable String startDate, @Nullable String endDate) {}

  static CaseVerdict of(@Nullable JsonNode id, CheckResult verdict, CatalogueMode judge) {
    ReportType type = verdict.type();
    return new CaseVerdict(
        id,
        verdict.valid() ? "valid" : INVALID,
        type == null ? null : type.name(),
        verdict.error().map(Rule::name).orElse(null),
        broken(verdict, judge),
        type == null ? null : verdict.metrics(),
        new Days(text(verdict.startDate()), text(verdict.endDate())),
        QueryFields.of(verdict.nearest()));
  }

  /** For a line that cannot be judged. */
  static CaseVerdict ofNoQuery(@Nullable JsonNode id, String message) {
    return new CaseVerdict(
        id,
        INVALID,
        null,
        NO_QUERY,
        List.of(new Broken(NO_QUERY, null, List.of(), null, message)),
        null,
        new Days(null, null),
        null);
  }

  private static @Nullable List<Broken> broken(CheckResult verdict, CatalogueMode judge) {
    List<Broken> broken = verdict.violations().stream().map(Broken::of).toList();
    if (judge == CatalogueMode.ANALYTIX) {
      broken = broken.stream().filter(one -> one.kind() != null).map(Broken::asAnalytix).toList();
    }
    return broken.isEmpty() ? null : broken;
  }

  static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
