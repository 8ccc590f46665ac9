// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.row.BulkSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the rows of a bulk file one after the other, compressed with Zstandard. In memory is one
 * row group, of about 16 MiB.
 */
public final class BulkFileEncoder implements Closeable {
  private static final int MAX_ROW_GROUP_BYTES = 16 << 20;
  private static final int ROWS_BETWEEN_CHECKS = 1024;
  private static final int TEXTS = 1 << 12;

  private final List<BulkTable.Field> fields;
  private final ParquetSchema columns;
  private final ParquetFileWriter out;
  private final ParquetProperties properties = ParquetProperties.builder().build();
  private final String[][] texts;
  private final Binary[][] binaries;
  private final ColumnWriter[] writers;
  private @Nullable RowGroup group;
  private long rows;
  private boolean ended;

  /** An encoder that writes a file of this table to {@code stream}. */
  public BulkFileEncoder(BulkTable table, OutputStream stream) throws IOException {
    this.fields = table.fields();
    this.columns = new ParquetSchema(BulkSchema.of(table), ids(table));
    this.writers = new ColumnWriter[fields.size()];
    this.texts = new String[fields.size()][TEXTS];
    this.binaries = new Binary[fields.size()][TEXTS];
    this.out =
        new ParquetFileWriter(
            new StreamFile(stream),
            columns.message(),
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties);
    out.start();
  }

  /** The type of each column of a table, by its name, as text. */
  public static Map<String, String> columns(BulkTable table) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Schema.Field field : BulkSchema.of(table).getFields()) {
      columns.put(field.getName(), ColumnType.of(field.getType()).toString());
    }
    return columns;
  }

  /** Stable ids: of the connector's columns, of those of the catalogue, and of all others. */
  static List<Integer> ids(BulkTable table) {
    List<String> own =
        List.of(
            BulkTable.CHANNEL_ID,
            BulkTable.CONTENT_OWNER,
            BulkTable.DATE,
            BulkTable.REPORT_CREATED_AT,
            BulkTable.FETCHED_AT,
            BulkTable.RUN_ID,
            BulkTable.REPORT_START_DATE);
    List<String> known = table.type().columns().stream().map(column -> column.name()).toList();
    List<Integer> ids = new ArrayList<>();
    for (BulkTable.Field field : table.fields()) {
      int place = own.indexOf(field.name());
      int inCatalogue = known.indexOf(field.name());
      ids.add(
          place >= 0
              ? place + 1
              : inCatalogue >= 0
                  ? 100 + inCatalogue
                  : 10_000 + (field.name().hashCode() & 0x3FFFFFFF));
    }
    return ids;
  }

  /** Adds a row. */
  public void write(BulkRow row) throws IOException {
    RowGroup filled = group == null ? begin() : group;
    for (int i = 0; i < fields.size(); i++) {
      ColumnWriter column = writers[i];
      int level = fields.get(i).required() ? 0 : 1;
      if (row.isNull(i)) {
        column.writeNull(0, 0);
        continue;
      }
      switch (fields.get(i).type()) {
        case STRING -> column.write(binary(i, row.text(i)), 0, level);
        case INTEGER, TIMESTAMP -> column.write(row.whole(i), 0, level);
        case FLOAT -> column.write(row.real(i), 0, level);
        case MONEY -> column.write(ColumnType.fixed(row.money(i).unscaledValue()), 0, level);
        case DATE, MONTH -> column.write((int) row.whole(i), 0, level);
      }
    }
    filled.columns().endRecord();
    rows++;
    if (rows % ROWS_BETWEEN_CHECKS == 0
        && filled.columns().getBufferedSize() > MAX_ROW_GROUP_BYTES) {
      flush(filled);
    }
  }

  private RowGroup begin() {
    RowGroup begun = new RowGroup(columns.message(), properties);
    group = begun;
    rows = 0;
    for (int i = 0; i < writers.length; i++) {
      writers[i] = begun.columns().getColumnWriter(columns.message().getColumns().get(i));
    }
    return begun;
  }

  private void flush(RowGroup filled) throws IOException {
    filled.writeTo(out, rows);
    filled.close();
    group = null;
  }

  /** Most texts of a column repeat, and equal ones are mostly the same object. */
  private Binary binary(int field, String text) {
    int slot = text.hashCode() & (TEXTS - 1);
    String known = texts[field][slot];
    if (known != null && known.equals(text)) {
      return binaries[field][slot];
    }
    Binary binary = Binary.fromString(text);
    texts[field][slot] = text;
    binaries[field][slot] = binary;
    return binary;
  }

  /** Writes what is left, and the footer. */
  public void end(Map<String, String> metadata) throws IOException {
    RowGroup filled = group;
    if (filled != null) {
      flush(filled);
    }
    out.end(metadata);
    ended = true;
  }

  /** Releases the memory; a file that has not ended is not a Parquet file. */
  @Override
  public void close() throws IOException {
    RowGroup filled = group;
    if (filled != null) {
      filled.close();
      group = null;
    }
    if (!ended) {
      out.close();
    }
  }
}
