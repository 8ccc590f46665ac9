// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.bulk.CsvTable;
import io.analytix.beam.testing.bulk.ReportFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of the YouTube Reporting API: one generation of a day of a job. */
public final class BulkFile {
  private final ReportFile file;
  private @Nullable CsvTable table;

  BulkFile(ReportFile file) {
    this.file = file;
  }

  /** Returns the report id: digits. */
  public String id() {
    return file.id();
  }

  /** Returns the id of the job. */
  public String jobId() {
    return file.jobId();
  }

  /** Returns the first Pacific day of the file, which is the only one if the job is a user's. */
  public LocalDate day() {
    return file.day();
  }

  /** Returns the beginning of the first Pacific day. */
  public Instant startTime() {
    return file.startTime();
  }

  /** Returns the end of the last Pacific day. */
  public Instant endTime() {
    return file.endTime();
  }

  /** Returns when Google generated the file. */
  public Instant createTime() {
    return file.createTime();
  }

  /** Returns when Google deletes the file, or deleted it. */
  public Instant deleteTime() {
    return file.deleteTime();
  }

  /** Returns the column names, in the order of the file. */
  public List<String> columns() {
    return table().header();
  }

  /**
   * Returns the rows: one map per row, keyed by column name, in the order of the file. A date is a
   * LocalDate, a count a Long, an amount a BigDecimal without trailing zeros, any other number a
   * Double, anything else a String. An empty number of a metric is null, any other empty cell an
   * empty String.
   */
  public List<Map<String, Object>> rows() {
    return table().typed();
  }

  /** Returns the rows as text cells, in the order of the columns. */
  public List<List<String>> texts() {
    return table().rows();
  }

  /** Returns the file as served. */
  public String csv() {
    return table().text();
  }

  ReportFile file() {
    return file;
  }

  @Override
  public String toString() {
    return "report " + file.id() + " of " + file.day() + " made " + file.createTime();
  }

  private synchronized CsvTable table() {
    if (table == null) {
      table = file.table().get();
    }
    return table;
  }
}
