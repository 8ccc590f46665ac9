// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.row.BulkSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/**
 * Encodes the rows of a bulk file one after the other, compressed with Zstandard. In memory is one
 * row group, of about 16 MiB.
 */
public final class BulkFileEncoder implements Closeable {
  private static final int MAX_ROW_GROUP_BYTES = 16 << 20;
  private static final int TEXTS = 1 << 12;

  private final List<BulkTable.Field> fields;
  private final RowGroups out;

  /** Of each field, the index of its column in the file. */
  private final int[] places;

  private final String[][] texts;
  private final Binary[][] binaries;

  /**
   * An encoder that writes a file of this table to {@code stream}.
   *
   * @param older the columns of an older file of the table, which come first
   */
  public BulkFileEncoder(BulkTable table, List<String> older, OutputStream stream)
      throws IOException {
    this.fields = table.fields();
    MessageType columns = new ParquetSchema(BulkSchema.of(table), older).message();
    this.places = fields.stream().mapToInt(field -> columns.getFieldIndex(field.name())).toArray();
    this.texts = new String[fields.size()][TEXTS];
    this.binaries = new Binary[fields.size()][TEXTS];
    this.out = new RowGroups(columns, MAX_ROW_GROUP_BYTES, stream);
  }

  /** The type of each column of a table, by its name, as text. */
  public static Map<String, String> columns(BulkTable table) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Schema.Field field : BulkSchema.of(table).getFields()) {
      columns.put(field.getName(), ColumnType.of(field.getType()).toString());
    }
    return columns;
  }

  /** Adds a row. */
  public void write(BulkRow row) throws IOException {
    ColumnWriter[] writers = out.row();
    for (int i = 0; i < fields.size(); i++) {
      ColumnWriter column = writers[places[i]];
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
        case BOOLEAN -> throw new IllegalStateException("no bulk file has a BOOLEAN");
      }
    }
    out.endRow();
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
    out.end(metadata);
  }

  /** Releases the memory; a file that has not ended is not a Parquet file. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
