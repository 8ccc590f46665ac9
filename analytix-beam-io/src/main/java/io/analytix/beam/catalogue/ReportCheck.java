// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

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
 * The check of a pipeline's reports before any is asked for: so that a wrong combination is told
 * when the pipeline is built, in words, and not by a bare 400 at night.
 */
public final class ReportCheck {
  private ReportCheck() {}

  /**
   * Does nothing for a report that can be asked.
   *
   * @throws IllegalArgumentException with one line that names the report, each field and rule that
   *     is broken, and the nearest valid query; also for a query whose answer would pass for more
   *     than it is
   */
  public static void require(ReportDefinition report) {
    if (report.source().isSnapshot()) {
      return;
    }
    CheckResult verdict = Catalogue.current().check(query(report));
    if (!verdict.valid()) {
      throw new IllegalArgumentException("report '" + report.name() + "' is " + verdict.text());
    }
    String misleading =
        verdict.warnings().stream()
            .filter(warning -> warning.kind().misleads())
            .map(Warning::message)
            .collect(Collectors.joining("; "));
    if (!misleading.isEmpty()) {
      throw new IllegalArgumentException("report '" + report.name() + "': " + misleading);
    }
  }

  /** Whether the API's rules allow what {@code report} asks. */
  public static boolean allows(ReportDefinition report) {
    return report.source().isSnapshot() || Catalogue.current().check(query(report)).valid();
  }

  /** The query of a report, of days that are not known yet. */
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

  /** What its requests are narrowed to: where that is some videos, the id of none in particular. */
  private static Map<String, String> filters(ReportDefinition report) {
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
