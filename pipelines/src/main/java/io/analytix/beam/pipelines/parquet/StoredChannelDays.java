// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.Answered;
import io.analytix.beam.row.ReportSchema;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.values.Row;

/**
 * Which days of a channel an output has rows of, as the files say now. A file is read once, when it
 * is first asked for.
 */
public final class StoredChannelDays {
  private final Map<String, TableFiles> tables = new HashMap<>();
  private final Map<String, List<Row>> known = new HashMap<>();

  /** The days in the tables of these reports in {@code output}. */
  public StoredChannelDays(ParquetOutput output, Collection<ReportDefinition> reports) {
    OutputFiles files = output.files();
    for (ReportDefinition report : reports) {
      tables.put(report.name(), new TableFiles(files, report));
    }
  }

  /**
   * The days of the rows that an answer for what the outcome's request asked would replace; none if
   * the channel or the report is not known, or a file cannot be read.
   */
  public Set<LocalDate> of(Outcome outcome) {
    TableFiles files = tables.get(outcome.report());
    String channelId = outcome.channelId();
    if (files == null || channelId == null) {
      return Set.of();
    }
    ReportSchema table = files.table();
    DateRange days = new DateRange(outcome.startDate(), outcome.endDate());
    Answered asked = Answered.all(days);
    return Place.of(table, asked)
        .map(place -> PathName.file(outcome.report(), place, channelId, outcome.contentOwner()))
        .flatMap(path -> known.computeIfAbsent(path, file -> periods(files, file)).stream())
        .filter(row -> table.isAnsweredBy(asked, row))
        .flatMap(row -> period(table, row, days).days())
        .collect(Collectors.toSet());
  }

  /** One row of each period that a file has rows of. */
  private static List<Row> periods(TableFiles files, String path) {
    Map<DateRange, Row> periods = new LinkedHashMap<>();
    ReportSchema table = files.table();
    DateRange any = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
    files.readable(path).forEach(row -> periods.putIfAbsent(period(table, row, any), row));
    return List.copyOf(periods.values());
  }

  /** The days of a row; a row of a snapshot has none of its own. */
  private static DateRange period(ReportSchema table, Row row, DateRange otherwise) {
    return table.isSnapshot() ? otherwise : table.period(row);
  }
}
