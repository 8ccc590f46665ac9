// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.io.Closeable;
import java.io.IOException;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/** The columns of a row group in memory, compressed with Zstandard when they are written. */
final class RowGroup implements Closeable {
  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore columns;

  RowGroup(MessageType schema, ParquetProperties properties) {
    this.pages =
        new ColumnChunkPageWriteStore(
            new ZstdCodecFactory().getCompressor(CompressionCodecName.ZSTD),
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    this.columns = properties.newColumnWriteStore(schema, pages);
  }

  ColumnWriteStore columns() {
    return columns;
  }

  /** Appends the row group to a file. */
  void writeTo(ParquetFileWriter out, long rows) throws IOException {
    out.startBlock(rows);
    columns.flush();
    pages.flushToFileWriter(out);
    out.endBlock();
  }

  @Override
  public void close() {
    columns.close();
    pages.close();
  }
}
