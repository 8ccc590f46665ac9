// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads a Parquet file of this sink: its columns, footer metadata and rows. */
public final class ParquetContent implements AutoCloseable {
  private final ParquetFileReader file;

  private ParquetContent(ParquetFileReader file) {
    this.file = file;
  }

  /**
   * Opens a file's bytes.
   *
   * @throws IOException if they are not a whole Parquet file
   */
  public static ParquetContent open(byte[] content) throws IOException {
    return open(content, FilterCompat.NOOP);
  }

  /**
   * Opens a file without the row groups whose footer statistics exclude these days.
   *
   * @param first column of a row's first day
   * @param last column of a row's last day
   */
  public static ParquetContent openWithin(byte[] content, String first, String last, DateRange days)
      throws IOException {
    return open(
        content,
        FilterCompat.get(
            FilterApi.and(
                FilterApi.gtEq(
                    FilterApi.intColumn(first), Math.toIntExact(days.first().toEpochDay())),
                FilterApi.ltEq(
                    FilterApi.intColumn(last), Math.toIntExact(days.last().toEpochDay())))));
  }

  private static ParquetContent open(byte[] content, FilterCompat.Filter filter)
      throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecFactory())
            .withRecordFilter(filter)
            .build();
    try {
      return new ParquetContent(ParquetFileReader.open(new InMemoryFile(content), options));
    } catch (RuntimeException e) {
      throw new IOException("not a whole Parquet file", e);
    }
  }

  /** The columns of the file. */
  MessageType columns() {
    return file.getFileMetaData().getSchema();
  }

  /** The number of rows, from the footer. */
  public long size() {
    return file.getRecordCount();
  }

  /** The key-value metadata of the footer. */
  public Map<String, String> metadata() {
    return file.getFileMetaData().getKeyValueMetaData();
  }

  /**
   * All rows, in the order of the file; missing columns are null.
   *
   * @param now columns that include those of the file
   */
  public List<Row> rows(ParquetSchema now) throws IOException {
    return rows(now, any -> true);
  }

  /**
   * Reads only some columns; all others are null.
   *
   * @param wanted selects columns by name
   */
  public List<Row> rows(ParquetSchema now, Predicate<String> wanted) throws IOException {
    MessageType read = columns(wanted);
    file.setRequestedSchema(read);
    MessageColumnIO columns = new ColumnIOFactory().getColumnIO(read);
    List<Row> rows = new ArrayList<>();
    try {
      for (PageReadStore group = file.readNextRowGroup();
          group != null;
          group = file.readNextRowGroup()) {
        RecordReader<Row> reader = columns.getRecordReader(group, new RowMaterializer(read, now));
        for (long i = 0; i < group.getRowCount(); i++) {
          rows.add(reader.read());
        }
      }
    } catch (OutputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IOException("damaged Parquet file: " + e.getMessage(), e);
    }
    return rows;
  }

  private MessageType columns(Predicate<String> wanted) {
    return new MessageType(
        columns().getName(),
        columns().getFields().stream().filter(column -> wanted.test(column.getName())).toList());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
