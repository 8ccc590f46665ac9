// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which days of a channel an output has rows of, as the files say now. A file is read once, when it
 * is first asked for.
 */
public final class StoredChannelDays {
  private final Map<String, MonthFiles> tables = new HashMap<>();
  private final Map<String, Set<LocalDate>> known = new HashMap<>();

  /** The days in the tables of these reports in {@code folder}. */
  public StoredChannelDays(String folder, Collection<ReportDefinition> reports) {
    OutputFiles files = new LocalFiles(ParquetOutput.local(folder));
    for (ReportDefinition report : reports) {
      tables.put(report.name(), new MonthFiles(files, report));
    }
  }

  /**
   * The days with rows in the months that the outcome's request asked for; none if the channel or
   * the report is not known, or a file cannot be read.
   */
  public Set<LocalDate> of(Outcome outcome) {
    MonthFiles table = tables.get(outcome.report());
    String channelId = outcome.channelId();
    Set<LocalDate> days = new HashSet<>();
    if (table != null && channelId != null) {
      for (YearMonth month : months(outcome)) {
        String path = PathName.month(outcome.report(), month, channelId, outcome.contentOwner());
        days.addAll(known.computeIfAbsent(path, table::days));
      }
    }
    return days;
  }

  private static Set<YearMonth> months(Outcome outcome) {
    return new DateRange(outcome.startDate(), outcome.endDate())
        .days()
        .map(YearMonth::from)
        .collect(Collectors.toSet());
  }
}
