// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.pipelines.bigquery.sql.BulkDay;
import io.analytix.beam.pipelines.bigquery.sql.BulkStatement;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.parquet.format.BulkFileEncoder;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.pipelines.storage.PendingFile;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Streams each bulk file into a Parquet file for a load job. What is stored already it looks up in
 * the tables, once for each report type and month: then a run that was interrupted before it could
 * store its outcomes need not be repeated.
 */
final class StagedBulkFiles implements BulkStore {
  private final OpenDataset dataset;
  private final FileStore files;
  private final Map<StoredMonth, Map<BulkDay, BulkGeneration>> stored = new HashMap<>();

  StagedBulkFiles(OpenDataset dataset, FileStore files) {
    this.dataset = dataset;
    this.files = files;
  }

  private record StoredMonth(String reportType, YearMonth month) {}

  @Override
  public synchronized Optional<BulkGeneration> stored(BulkFile file) throws IOException {
    StoredMonth month = new StoredMonth(file.reportType(), YearMonth.from(file.day()));
    Map<BulkDay, BulkGeneration> days = stored.get(month);
    if (days == null) {
      days = read(month);
      stored.put(month, days);
    }
    return Optional.ofNullable(days.get(new BulkDay(file.owner(), file.day())))
        // Equal instants must be equal, and BigQuery has microseconds.
        .map(
            known ->
                known
                        .createdAt()
                        .equals(file.generation().createdAt().truncatedTo(ChronoUnit.MICROS))
                    ? new BulkGeneration(file.generation().createdAt(), known.reportId())
                    : known);
  }

  private Map<BulkDay, BulkGeneration> read(StoredMonth month) throws IOException {
    Map<BulkDay, BulkGeneration> days = new HashMap<>();
    if (dataset.client().find(month.reportType()).isEmpty()) {
      return days;
    }
    BulkReportType type = BulkReportTypes.resolve(month.reportType()).orElseThrow();
    String owner = BulkStatement.owner(type);
    String day = BulkStatement.day(TableShape.of(BulkTable.of(type)));
    dataset
        .jobs()
        .read(
            "analytix_read_" + UUID.randomUUID(),
            """
            SELECT %1$s AS owner, CAST(%2$s AS STRING) AS day,
              CAST(UNIX_MICROS(MAX(report_created_at)) AS STRING) AS created
            FROM %3$s
            WHERE %2$s BETWEEN %4$s AND %5$s
            GROUP BY %1$s, %2$s
            """
                .formatted(
                    owner,
                    day,
                    dataset.client().dataset().table(month.reportType()),
                    SqlText.date(month.month().atDay(1)),
                    SqlText.date(month.month().atEndOfMonth())),
            row -> {
              String of = row.get("owner");
              String at = row.get("day");
              String created = row.get("created");
              if (of != null && at != null && created != null) {
                days.put(
                    new BulkDay(of, LocalDate.parse(at)),
                    new BulkGeneration(instant(Long.parseLong(created)), ""));
              }
            });
    return days;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  @Override
  public Writer begin(BulkFile file, BulkTable table) throws IOException {
    String path =
        "%s/%s.%s"
            .formatted(
                StagingFiles.BULK,
                UUID.randomUUID(),
                OutputPaths.bulkFile(
                        file.reportType(), file.day(), file.channelId(), file.contentOwner())
                    .replace('/', '.'));
    return new StagedFile(files.begin(path, file.runId()), table, files.address(path));
  }

  @Override
  public void close() {}

  private static final class StagedFile implements Writer {
    private final PendingFile pending;
    private final BulkFileEncoder encoder;
    private final String address;

    StagedFile(PendingFile pending, BulkTable table, String address) throws IOException {
      this.pending = pending;
      this.encoder = new BulkFileEncoder(table, List.of(), pending.stream());
      this.address = address;
    }

    @Override
    public void write(BulkRow row) throws IOException {
      encoder.write(row);
    }

    @Override
    public BulkStored commit() throws IOException {
      encoder.end(Map.of());
      pending.commit();
      return BulkStored.staged(address);
    }

    @Override
    public void close() throws IOException {
      try (pending;
          encoder) {
        // Closes both.
      }
    }
  }
}
