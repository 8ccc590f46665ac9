// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.RowCap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks the reports of a pipeline when it is built, so that an invalid combination is reported
 * with an explanation, and not by a response with status 400 when the pipeline runs.
 */
public final class ReportCheck {
  private ReportCheck() {}

  /**
   * Checks that a report is valid.
   *
   * @throws IllegalArgumentException if it is not; the message, one line, names the report, each
   *     broken field and rule, and the nearest valid query. Also thrown for a query whose response
   *     would lack data silently
   */
  public static void require(ReportDefinition report) {
    if (report.source().isSnapshot()) {
      return;
    }
    CheckResult result = Catalogue.current().check(query(report));
    if (!result.valid()) {
      throw new IllegalArgumentException("report '" + report.name() + "' is " + result.text());
    }
    String misleading =
        result.warnings().stream()
            .filter(warning -> warning.kind().misleads())
            .map(Warning::message)
            .collect(Collectors.joining("; "));
    if (!misleading.isEmpty()) {
      throw new IllegalArgumentException("report '" + report.name() + "': " + misleading);
    }
  }

  /** Whether a report is valid according to the API's rules. */
  public static boolean allows(ReportDefinition report) {
    return report.source().isSnapshot() || Catalogue.current().check(query(report)).valid();
  }

  /** The query of a report, without dates. */
  static ReportQuery query(ReportDefinition report) {
    RowCap cap = report.cap();
    return ReportQuery.of()
        .dimensions(report.dimensions())
        .metrics(report.metrics())
        .filters(filters(report))
        .sort(sort(report))
        .maxResults(cap == null ? 0 : cap.maxResults())
        .currency(Objects.requireNonNullElse(report.currency(), "USD"))
        .build();
  }

  /** The filters of its requests; an id that is known during the run stands for any. */
  private static Map<String, String> filters(ReportDefinition report) {
    IdChoice each = report.each();
    if (each != null) {
      return with(report.filters(), each.by());
    }
    return report.source() == ReportSource.VIDEO_QUERY
        ? with(report.filters(), ReportDefinition.VIDEO)
        : report.filters();
  }

  private static Map<String, String> with(Map<String, String> filters, String ids) {
    Map<String, String> narrowed = new TreeMap<>(filters);
    narrowed.put(ids, "00000000000");
    return narrowed;
  }

  private static List<String> sort(ReportDefinition report) {
    return Arrays.stream(report.sort().split(",")).filter(key -> !key.isEmpty()).toList();
  }
}
