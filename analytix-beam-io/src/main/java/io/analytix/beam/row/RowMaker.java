// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.TimeGrain;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Makes the rows of one response. Created by {@link ReportSchema#rows}. */
public final class RowMaker {
  private final Schema schema;
  private final boolean timed;
  private final int timeCell;
  private final String channelId;
  private final @Nullable String contentOwner;
  private final @Nullable LocalDate lastDay;
  private final org.joda.time.Instant fetchedAt;
  private final String runId;

  RowMaker(
      ReportSchema table,
      int timeCell,
      String channelId,
      @Nullable String contentOwner,
      DateRange requested,
      Instant fetchedAt,
      String runId) {
    this.schema = table.schema();
    this.timed = table.definition().every() != TimeGrain.SNAPSHOT;
    this.timeCell = timeCell;
    this.channelId = channelId;
    this.contentOwner = contentOwner;
    this.lastDay = table.definition().every() == TimeGrain.RANGE ? requested.last() : null;
    this.fetchedAt = joda(fetchedAt);
    this.runId = runId;
  }

  /**
   * A row of the table.
   *
   * @param first the first Pacific day of its period; ignored in a snapshot
   * @param cells the response's cells in the order of the report's columns, typed as the columns
   *     are; the cell of a {@code day} or {@code month} dimension is ignored
   */
  public Row row(LocalDate first, List<@Nullable Object> cells) {
    @Nullable Object[] values = new @Nullable Object[schema.getFieldCount()];
    int next = 0;
    values[next++] = channelId;
    values[next++] = contentOwner;
    if (timed) {
      values[next++] = first;
    }
    if (lastDay != null) {
      values[next++] = lastDay;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (i != timeCell) {
        Object cell = cells.get(i);
        values[next++] = cell instanceof Instant instant ? joda(instant) : cell;
      }
    }
    values[next++] = fetchedAt;
    values[next] = runId;
    return Row.withSchema(schema).attachValues(Arrays.asList(values));
  }

  private static org.joda.time.Instant joda(Instant instant) {
    return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
