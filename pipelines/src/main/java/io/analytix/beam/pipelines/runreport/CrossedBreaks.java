// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.bulk.BulkColumn;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.SeriesBreak;
import io.analytix.beam.report.SeriesBreaks;
import io.analytix.beam.report.TimeGrain;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The breaks of series that lie within the requested days of a run's reports. */
final class CrossedBreaks {
  private final Map<String, List<SeriesBreak>> ofReports = new HashMap<>();
  private final Map<Series, DateRange> requested = new HashMap<>();

  private record Series(String report, SeriesBreak at) {}

  CrossedBreaks(Collection<ReportDefinition> reports) {
    reports.forEach(report -> ofReports.put(report.name(), breaks(columns(report))));
  }

  /** Adds the requested days of an outcome. */
  void add(Outcome outcome) {
    DateRange days = new DateRange(outcome.startDate(), outcome.endDate());
    for (SeriesBreak at : ofReports.computeIfAbsent(outcome.report(), CrossedBreaks::ofBulk)) {
      if (!at.contentOwnersOnly() || outcome.contentOwner() != null) {
        requested.merge(new Series(outcome.report(), at), days, DateRange::span);
      }
    }
  }

  /** The breaks, the oldest first, each once. */
  List<SeriesBreak> all() {
    Set<SeriesBreak> crossed =
        requested.entrySet().stream()
            .filter(it -> it.getKey().at().isWithin(it.getValue().first(), it.getValue().last()))
            .map(it -> it.getKey().at())
            .collect(Collectors.toSet());
    return SeriesBreaks.all().stream().filter(crossed::contains).toList();
  }

  private static Stream<String> columns(ReportDefinition report) {
    return report.every() == TimeGrain.SNAPSHOT
        ? Stream.of()
        : report.columns().stream().map(Column::columnName);
  }

  private static List<SeriesBreak> ofBulk(String reportType) {
    return breaks(
        BulkReportTypes.find(reportType).stream()
            .flatMap(type -> type.columns().stream())
            .map(BulkColumn::name));
  }

  private static List<SeriesBreak> breaks(Stream<String> columns) {
    return columns.flatMap(column -> SeriesBreaks.ofColumn(column).stream()).toList();
  }
}
