// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.values.Row;

/** Finds the days of a channel that have rows in the files of an output. */
public final class StoredChannelDays {
  /** A small cache is enough, because consecutive outcomes refer to the same files. */
  private static final int MAX_CACHED_FILES = 100;

  private final FileStore output;
  private final Map<String, ReportFiles> tables = new HashMap<>();

  @SuppressWarnings("serial") // Never serialized.
  private final Map<String, List<Row>> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Row>> eldest) {
          return size() > MAX_CACHED_FILES;
        }
      };

  /** The days in the tables of these reports in {@code output}. */
  public StoredChannelDays(ParquetOutput output, Collection<ReportDefinition> reports) {
    FileStore files = output.files();
    this.output = files;
    for (ReportDefinition report : reports) {
      tables.put(report.name(), new ReportFiles(files, report));
    }
  }

  /**
   * Returns those of {@code days} that have rows of the outcome's channel and report; for a report
   * by month or range, the days of the months in {@code days} or of exactly this range. Empty if
   * the channel or the report is unknown, or a file cannot be read.
   */
  public Set<LocalDate> of(Outcome outcome, DateRange days) {
    ReportFiles files = tables.get(outcome.report());
    String channelId = outcome.channelId();
    if (outcome.reportId() != null) {
      return ofBulkFile(outcome);
    }
    if (files == null || channelId == null) {
      return Set.of();
    }
    ReportSchema table = files.table();
    ReplaceScope asked = ReplaceScope.all(days);
    return FileKey.of(table, asked)
        .map(
            place ->
                OutputPaths.file(
                    outcome.report(), place.month(), channelId, outcome.contentOwner()))
        .flatMap(path -> periods(files, path).stream())
        .filter(row -> table.isInScope(asked, row))
        .flatMap(row -> period(table, row, days).days())
        .collect(Collectors.toSet());
  }

  /** A bulk file has at least one row. */
  private Set<LocalDate> ofBulkFile(Outcome outcome) {
    LocalDate day = outcome.startDate();
    String path =
        OutputPaths.bulkFile(outcome.report(), day, outcome.channelId(), outcome.contentOwner());
    try (SeekableByteChannel file = output.open(path).orElse(null)) {
      return file == null ? Set.of() : Set.of(day);
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** One row per period in a file, with its time columns only. */
  private List<Row> periods(ReportFiles files, String path) {
    List<Row> rows = known.get(path);
    if (rows == null) {
      Map<DateRange, Row> periods = new LinkedHashMap<>();
      ReportSchema table = files.table();
      DateRange any = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
      files.times(path).forEach(row -> periods.putIfAbsent(period(table, row, any), row));
      rows = List.copyOf(periods.values());
      known.put(path, rows);
    }
    return rows;
  }

  /** The days of a row; a row of a snapshot has {@code otherwise}. */
  private static DateRange period(ReportSchema table, Row row, DateRange otherwise) {
    return table.period(row).orElse(otherwise);
  }
}
