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
 * The result of a checked query, in the format of the recorded results of analytix.
 *
 * @param id the id of the query; null if it has none
 * @param verdict {@code valid} or {@code invalid}
 * @param reportType the report type of the query, or the nearest one; null if analytix fails before
 *     this step
 * @param errorCategory the first violated rule, null for a valid query
 * @param violatedRules all violated rules; in mode {@code analytix} only those with a count, null
 *     if none
 * @param suggestion the nearest valid query; null for a valid query and in mode {@code analytix}
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

  /** The category of a line that is not a query. */
  private static final String NO_QUERY = "NO_QUERY";

  private static final String INVALID = "invalid";

  /**
   * A violated rule with the names that violate it.
   *
   * @param rule its category; null in mode {@code analytix}
   * @param kind the allowed number of names, as a word of the report catalogue
   * @param present the actual number
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

  static CaseVerdict of(@Nullable JsonNode id, CheckResult verdict, CatalogueMode mode) {
    ReportType type = verdict.type();
    return new CaseVerdict(
        id,
        verdict.valid() ? "valid" : INVALID,
        type == null ? null : type.name(),
        verdict.error().map(Rule::name).orElse(null),
        broken(verdict, mode),
        type == null ? null : verdict.metrics(),
        new Days(text(verdict.startDate()), text(verdict.endDate())),
        QueryFields.of(verdict.nearest()));
  }

  /** The result for a line that is not a query. */
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

  private static @Nullable List<Broken> broken(CheckResult verdict, CatalogueMode mode) {
    List<Broken> broken = verdict.violations().stream().map(Broken::of).toList();
    if (mode == CatalogueMode.ANALYTIX) {
      broken = broken.stream().filter(one -> one.kind() != null).map(Broken::asAnalytix).toList();
    }
    return broken.isEmpty() ? null : broken;
  }

  static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
