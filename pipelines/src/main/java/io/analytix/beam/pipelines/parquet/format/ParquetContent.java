// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads a Parquet file of this sink: its columns, footer metadata and rows. */
public final class ParquetContent implements AutoCloseable {
  private final ParquetFileReader file;

  private ParquetContent(ParquetFileReader file) {
    this.file = file;
  }

  /**
   * Opens a file's bytes.
   *
   * @throws DamagedFileException if they are not a whole Parquet file
   */
  public static ParquetContent open(byte[] content) throws IOException {
    return open(new InMemoryFile(content), FilterCompat.NOOP);
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
        new InMemoryFile(content),
        FilterCompat.get(
            FilterApi.and(
                FilterApi.gtEq(
                    FilterApi.intColumn(first), Math.toIntExact(days.first().toEpochDay())),
                FilterApi.ltEq(
                    FilterApi.intColumn(last), Math.toIntExact(days.last().toEpochDay())))));
  }

  /**
   * Reads a file completely, with its own columns.
   *
   * @throws DamagedFileException if that is not possible
   */
  public static void check(byte[] content) throws IOException {
    check(new InMemoryFile(content));
  }

  /**
   * Reads a file of any size completely, with its own columns.
   *
   * @throws DamagedFileException if that is not possible
   */
  public static void check(SeekableByteChannel channel) throws IOException {
    check(new ChannelFile(channel));
  }

  private static void check(InputFile content) throws IOException {
    try (ParquetContent file = open(content, FilterCompat.NOOP)) {
      file.read(file.columns(), GroupRecordConverter::new, any -> {});
    }
  }

  private static ParquetContent open(InputFile content, FilterCompat.Filter filter)
      throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecFactory())
            .usePageChecksumVerification(true)
            .withRecordFilter(filter)
            .build();
    try {
      return new ParquetContent(ParquetFileReader.open(content, options));
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new DamagedFileException("not a whole Parquet file", e);
    }
  }

  /** The columns of the file. */
  public MessageType columns() {
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
    List<Row> rows = new ArrayList<>();
    read(columns(wanted), read -> new RowMaterializer(read, now), rows::add);
    return rows;
  }

  /** The next row group with all columns; null after the last. */
  @Nullable PageReadStore next() throws IOException {
    return file.readNextRowGroup();
  }

  private <T> void read(
      MessageType wanted,
      Function<MessageType, RecordMaterializer<T>> materializer,
      Consumer<T> reader)
      throws IOException {
    try {
      file.setRequestedSchema(wanted);
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(wanted);
      for (PageReadStore group = file.readNextRowGroup();
          group != null;
          group = file.readNextRowGroup()) {
        RecordReader<T> records = columns.getRecordReader(group, materializer.apply(wanted));
        for (long i = 0; i < group.getRowCount(); i++) {
          reader.accept(records.read());
        }
      }
    } catch (OutputException e) {
      throw new DamagedFileException(String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // The bytes are in memory already: the file claims lengths that it does not have.
      throw new DamagedFileException("damaged Parquet file: " + e.getMessage(), e);
    }
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
