// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.bulk.RowHash;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.OutputException;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.SeekableByteChannel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads a bulk file of any size: its footer, and the hashes of its rows. */
public final class BulkFileContent implements Closeable {
  private final ParquetFileReader file;

  private BulkFileContent(ParquetFileReader file) {
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws DamagedFileException if it is not a whole Parquet file
   */
  public static BulkFileContent open(SeekableByteChannel channel) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecFactory())
            .build();
    try {
      return new BulkFileContent(ParquetFileReader.open(new ChannelFile(channel), options));
    } catch (RuntimeException e) {
      channel.close();
      throw new DamagedFileException("not a whole Parquet file", e);
    }
  }

  /** The number of rows, from the footer. */
  public long size() {
    return file.getRecordCount();
  }

  /** The key-value metadata of the footer. */
  public Map<String, String> metadata() {
    return file.getFileMetaData().getKeyValueMetaData();
  }

  /** The type of each column, by its name, as text. */
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Type column : file.getFileMetaData().getSchema().getFields()) {
      columns.put(
          column.getName(),
          ColumnType.of(column).map(ColumnType::toString).orElse(column.toString()));
    }
    return columns;
  }

  /** Receives the hashes of a row, as {@code BulkRow} has them. */
  @FunctionalInterface
  public interface HashSink {
    /** A row. */
    void add(long keyHash, long rowHash) throws IOException;
  }

  /**
   * Passes the hashes of every row.
   *
   * @param isOfFile selects the columns that came from the file as it was served
   * @param isKey selects the key columns among them
   */
  public void hashes(Predicate<String> isOfFile, Predicate<String> isKey, HashSink sink)
      throws IOException {
    MessageType schema = file.getFileMetaData().getSchema();
    MessageType read =
        new MessageType(
            schema.getName(),
            schema.getFields().stream().filter(c -> isOfFile.test(c.getName())).toList());
    file.setRequestedSchema(read);
    MessageColumnIO columns = new ColumnIOFactory().getColumnIO(read);
    try {
      for (PageReadStore group = file.readNextRowGroup();
          group != null;
          group = file.readNextRowGroup()) {
        HashMaterializer row = new HashMaterializer(read, isKey);
        RecordReader<HashMaterializer> reader = columns.getRecordReader(group, row);
        for (long i = 0; i < group.getRowCount(); i++) {
          HashMaterializer unused = reader.read();
          sink.add(row.keyHash, row.rowHash);
        }
      }
    } catch (OutputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IOException("damaged Parquet file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class HashMaterializer extends RecordMaterializer<HashMaterializer> {
    private final List<Converter> converters = new ArrayList<>();
    private long keyHash;
    private long rowHash;

    HashMaterializer(MessageType schema, Predicate<String> isKey) {
      for (Type column : schema.getFields()) {
        long columnHash = RowHash.of(column.getName());
        boolean key = isKey.test(column.getName());
        Optional<ColumnType> type = ColumnType.of(column);
        converters.add(
            type.orElseThrow(() -> new OutputException("unknown type of column " + column))
                .reader(value -> add(columnHash, key, value)));
      }
    }

    private void add(long columnHash, boolean key, Object value) {
      long valueHash = hash(value);
      if (value instanceof String text && text.isEmpty()) {
        return;
      }
      long cell = RowHash.cell(columnHash, valueHash);
      rowHash += cell;
      if (key) {
        keyHash += cell;
      }
    }

    private static long hash(Object value) {
      if (value instanceof String text) {
        return RowHash.of(text);
      } else if (value instanceof Long whole) {
        return whole;
      } else if (value instanceof Double real) {
        return RowHash.of((double) real);
      } else if (value instanceof BigDecimal amount) {
        return RowHash.of(amount);
      } else if (value instanceof LocalDate day) {
        return day.toEpochDay();
      }
      throw new OutputException("a bulk file has no " + value.getClass().getSimpleName());
    }

    @Override
    public HashMaterializer getCurrentRecord() {
      return this;
    }

    @Override
    public GroupConverter getRootConverter() {
      return new GroupConverter() {
        @Override
        public Converter getConverter(int index) {
          return converters.get(index);
        }

        @Override
        public void start() {
          keyHash = 0;
          rowHash = 0;
        }

        @Override
        public void end() {}
      };
    }
  }
}
