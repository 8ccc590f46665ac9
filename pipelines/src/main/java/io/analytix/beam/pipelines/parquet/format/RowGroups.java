// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A Parquet file that is written to a stream. One row group at a time is in memory. */
final class RowGroups implements Closeable {
  private static final int ROWS_BETWEEN_CHECKS = 1024;

  /** As many as in a row group of DuckDB; readers use a thread per row group. */
  private static final int MAX_ROWS = 120 * ROWS_BETWEEN_CHECKS;

  private final MessageType schema;
  private final int maxBytes;
  private final ParquetProperties properties = ParquetProperties.builder().build();
  private final ParquetFileWriter out;
  private final ColumnWriter[] writers;
  private @Nullable RowGroup group;
  private long rows;
  private boolean ended;

  /**
   * A file of these columns.
   *
   * @param maxBytes compressed size from which a row group is written
   */
  RowGroups(MessageType schema, int maxBytes, OutputStream stream) throws IOException {
    this.schema = schema;
    this.maxBytes = maxBytes;
    this.writers = new ColumnWriter[schema.getFieldCount()];
    this.out =
        new ParquetFileWriter(
            new StreamFile(stream),
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties);
    out.start();
  }

  /** The writers of the next row's columns, in the order of the schema. */
  ColumnWriter[] row() {
    if (group == null) {
      group = new RowGroup(schema, properties);
      rows = 0;
      for (int i = 0; i < writers.length; i++) {
        writers[i] = group.columns().getColumnWriter(schema.getColumns().get(i));
      }
    }
    return writers;
  }

  /** Ends a row, each column of which has been written. */
  void endRow() throws IOException {
    RowGroup filled = group;
    if (filled == null) {
      throw new IllegalStateException("no row has begun");
    }
    filled.columns().endRecord();
    rows++;
    if (rows % ROWS_BETWEEN_CHECKS == 0
        && (rows >= MAX_ROWS || filled.columns().getBufferedSize() > maxBytes)) {
      flush();
    }
  }

  private void flush() throws IOException {
    RowGroup filled = group;
    if (filled != null) {
      filled.writeTo(out, rows);
      filled.close();
      group = null;
    }
  }

  /** Writes what is left, and the footer. */
  void end(Map<String, String> metadata) throws IOException {
    flush();
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
