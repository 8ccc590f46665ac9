// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.internal.bulk.JobResult;
import io.analytix.beam.row.BulkSchema;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a file in a temporary file of the worker until the file is known to be whole,
 * because no row may be emitted before. Columns that the catalogue does not know are left out.
 */
final class SpooledRows implements BulkStore {
  @Override
  public Optional<BulkGeneration> stored(BulkFile file) {
    return Optional.empty();
  }

  @Override
  public Writer begin(BulkFile file, BulkTable table) throws IOException {
    return new SpoolWriter(table);
  }

  @Override
  public void close() {}

  /** Emits the rows of a file and deletes them here. */
  static void read(JobResult.StoredFile file, OutputReceiver<Row> out) throws IOException {
    Path spool = Path.of(Objects.requireNonNull(file.changes().address()));
    RowCoder coder = RowCoder.of(schema(file.file().reportType()));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(spool))) {
      while (BooleanCoder.of().decode(in)) {
        out.output(coder.decode(in));
      }
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  /** The schema of the rows of a report type. */
  static Schema schema(String reportType) {
    return BulkSchema.of(BulkTable.of(BulkReportTypes.resolve(reportType).orElseThrow()));
  }

  private static final class SpoolWriter implements Writer {
    private final BulkTable table;
    private final Schema schema;
    private final RowCoder coder;
    private final int[] fields;
    private final Path spool;
    private final OutputStream out;
    private boolean committed;

    SpoolWriter(BulkTable table) throws IOException {
      this.table = table;
      this.schema = schema(table.type().id());
      this.coder = RowCoder.of(schema);
      List<String> names = table.fields().stream().map(BulkTable.Field::name).toList();
      this.fields = schema.getFieldNames().stream().mapToInt(names::indexOf).toArray();
      this.spool = Files.createTempFile("analytix-", ".rows");
      this.out = new BufferedOutputStream(Files.newOutputStream(spool));
    }

    @Override
    public void write(BulkRow row) throws IOException {
      @Nullable Object[] values = new @Nullable Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        values[i] = fields[i] < 0 || row.isNull(fields[i]) ? null : value(row, fields[i]);
      }
      BooleanCoder.of().encode(true, out);
      coder.encode(Row.withSchema(schema).attachValues(Arrays.asList(values)), out);
    }

    private Object value(BulkRow row, int field) {
      return switch (table.fields().get(field).type()) {
        case STRING -> row.text(field);
        case INTEGER -> row.whole(field);
        case FLOAT -> row.real(field);
        case MONEY -> row.money(field);
        case DATE, MONTH -> LocalDate.ofEpochDay(row.whole(field));
        case TIMESTAMP ->
            org.joda.time.Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(row.whole(field)));
        case BOOLEAN -> throw new IllegalStateException("no bulk file has a BOOLEAN");
      };
    }

    @Override
    public BulkStored commit() throws IOException {
      BooleanCoder.of().encode(false, out);
      out.close();
      committed = true;
      return BulkStored.staged(spool.toString());
    }

    @Override
    public void close() throws IOException {
      if (!committed) {
        out.close();
        Files.deleteIfExists(spool);
      }
    }
  }
}
