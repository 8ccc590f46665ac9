// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.DamagedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of several files of a table into one, in the order in which they are appended.
 * Copies column by column, without rows. In memory is one row group, of about 32 MiB.
 */
public final class FileAppender implements Closeable {
  private static final int MAX_ROW_GROUP_BYTES = 32 << 20;

  private final MessageType columns;
  private final RowGroups out;

  /**
   * A file with these columns.
   *
   * @param columns of {@link #union}
   */
  public FileAppender(MessageType columns, OutputStream stream) throws IOException {
    this.columns = columns;
    this.out = new RowGroups(columns, MAX_ROW_GROUP_BYTES, stream);
  }

  /**
   * The columns of two files of a table: those that only the second has come last.
   *
   * @throws DamagedFileException if a column has two types
   */
  public static MessageType union(MessageType columns, MessageType others) throws IOException {
    List<Type> all = new ArrayList<>();
    for (Type column : columns.getFields()) {
      Type other = others.containsField(column.getName()) ? others.getType(column.getName()) : null;
      if (other != null && !sameType(column, other)) {
        throw new DamagedFileException("column '" + column.getName() + "' has two types", null);
      }
      all.add(column);
    }
    others.getFields().stream()
        .filter(column -> !columns.containsField(column.getName()))
        .forEach(all::add);
    return new MessageType(
        columns.getName(), all.stream().map(column -> withFieldId(column)).toList());
  }

  private static boolean sameType(Type column, Type other) {
    return withFieldId(column).equals(withFieldId(other));
  }

  /** Files that were written before columns had field ids have none. */
  private static Type withFieldId(Type column) {
    return column.withId(FieldIds.of(column.getName()));
  }

  /**
   * Appends the rows of a file, unless it has a column that this one lacks.
   *
   * @return whether they were appended
   * @throws DamagedFileException if the file is damaged; then what was written is of no use
   */
  public boolean append(ParquetContent file) throws IOException {
    MessageType source = file.columns();
    if (!union(columns, source).equals(columns)) {
      return false;
    }
    try {
      for (PageReadStore group = file.next(); group != null; group = file.next()) {
        append(group, source);
      }
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new DamagedFileException("damaged Parquet file: " + e.getMessage(), e);
    }
    return true;
  }

  private void append(PageReadStore group, MessageType source) throws IOException {
    ColumnReadStoreImpl columnReaders =
        new ColumnReadStoreImpl(group, NoRecords.INSTANCE, source, null);
    int width = columns.getFieldCount();
    @Nullable ColumnReader[] readers = new @Nullable ColumnReader[width];
    PrimitiveTypeName[] types = new PrimitiveTypeName[width];
    int[] present = new int[width];
    int[] required = new int[width];
    for (int i = 0; i < width; i++) {
      String[] path = {columns.getFieldName(i)};
      types[i] = columns.getType(i).asPrimitiveType().getPrimitiveTypeName();
      present[i] = columns.getMaxDefinitionLevel(path);
      if (source.containsField(path[0])) {
        readers[i] = columnReaders.getColumnReader(source.getColumnDescription(path));
        required[i] = source.getMaxDefinitionLevel(path);
      }
    }
    for (long row = 0; row < group.getRowCount(); row++) {
      ColumnWriter[] writers = out.row();
      for (int i = 0; i < width; i++) {
        ColumnReader reader = readers[i];
        if (reader == null) {
          writers[i].writeNull(0, 0);
          continue;
        }
        if (reader.getCurrentDefinitionLevel() < required[i]) {
          writers[i].writeNull(0, 0);
        } else {
          copy(reader, types[i], writers[i], present[i]);
        }
        reader.consume();
      }
      out.endRow();
    }
  }

  private static void copy(
      ColumnReader reader, PrimitiveTypeName type, ColumnWriter writer, int level) {
    switch (type) {
      case INT64 -> writer.write(reader.getLong(), 0, level);
      case INT32 -> writer.write(reader.getInteger(), 0, level);
      case DOUBLE -> writer.write(reader.getDouble(), 0, level);
      case BOOLEAN -> writer.write(reader.getBoolean(), 0, level);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> writer.write(reader.getBinary(), 0, level);
      default -> throw new IllegalArgumentException("unknown column type " + type);
    }
  }

  /** Writes what is left, and the footer. */
  public void end(Map<String, String> metadata) throws IOException {
    out.end(metadata);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Values go to the writers, not to converters. */
  private static final class NoRecords extends GroupConverter {
    private static final NoRecords INSTANCE = new NoRecords();

    @Override
    public Converter getConverter(int index) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
