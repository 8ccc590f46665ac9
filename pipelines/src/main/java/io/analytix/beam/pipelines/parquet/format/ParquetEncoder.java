// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Encodes rows as a Parquet file with one row group, compressed with Zstandard.
 *
 * <p>It uses the layer below {@code ParquetWriter}, because that class reads Hadoop's configuration
 * and logs several lines for every file.
 */
public final class ParquetEncoder {
  /**
   * Smaller tables are written without dictionaries: these save no bytes after compression, and
   * their buffers take most of the time of a small file.
   */
  private static final int MIN_ROWS_OF_DICTIONARY = 100;

  private final ParquetSchema columns;
  private final Map<String, String> metadata;

  /** Of each column of the file, the index in the Beam schema. */
  private final int[] places;

  /**
   * An encoder of tables with these columns.
   *
   * @param metadata key-value metadata of the footer
   */
  public ParquetEncoder(ParquetSchema columns, Map<String, String> metadata) {
    this.columns = columns;
    this.metadata = Map.copyOf(metadata);
    this.places =
        columns.message().getFields().stream()
            .mapToInt(column -> columns.schema().indexOf(column.getName()))
            .toArray();
  }

  /** Encodes these rows, which must be canonical, in their order. */
  public byte[] encode(List<Row> rows) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ParquetProperties properties =
        ParquetProperties.builder()
            .withDictionaryEncoding(rows.size() >= MIN_ROWS_OF_DICTIONARY)
            .build();
    try (ParquetFileWriter out =
        new ParquetFileWriter(
            new StreamFile(file),
            columns.message(),
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties)) {
      out.start();
      if (!rows.isEmpty()) {
        writeRowGroup(rows, properties, out);
      }
      out.end(metadata);
    }
    return file.toByteArray();
  }

  private void writeRowGroup(List<Row> rows, ParquetProperties properties, ParquetFileWriter out)
      throws IOException {
    try (RowGroup group = new RowGroup(columns.message(), properties)) {
      RecordConsumer consumer =
          new ColumnIOFactory().getColumnIO(columns.message()).getRecordWriter(group.columns());
      for (Row row : rows) {
        write(row, consumer);
      }
      consumer.flush();
      group.writeTo(out, rows.size());
    }
  }

  private void write(Row row, RecordConsumer consumer) {
    consumer.startMessage();
    for (int i = 0; i < places.length; i++) {
      Object value = row.getValue(places[i]);
      if (value != null) {
        String name = columns.message().getFieldName(i);
        consumer.startField(name, i);
        columns.type(places[i]).write(Objects.requireNonNull(value), consumer);
        consumer.endField(name, i);
      }
    }
    consumer.endMessage();
  }
}
