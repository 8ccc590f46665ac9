// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkFormatException;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.bulk.RowHash;
import io.analytix.beam.report.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The typed cells of one row after the other. */
final class FileCells implements BulkRow {
  private final List<BulkTable.Field> fields;

  /** The field of each cell of the file. */
  private final int[] fieldOfCell;

  private final Column.Type[] types;
  private final boolean[] isKey;
  private final long[] columnHashes;
  private final TextCache[] caches;
  private final @Nullable String[] texts;
  private final long[] wholes;
  private final double[] reals;
  private final @Nullable BigDecimal[] amounts;
  private final boolean[] nulls;

  /** The last cell of a DATE, because all rows of a file have the same. */
  private final char[] lastDay = new char[10];

  private int lastDayLength = -1;
  private long lastDayValue;
  private long keyHash;
  private long rowHash;

  /** Cells of a file with these columns. */
  FileCells(BulkTable table, FileValues values) {
    this.fields = table.fields();
    int count = fields.size();
    this.types = new Column.Type[count];
    this.isKey = new boolean[count];
    this.columnHashes = new long[count];
    this.caches = new TextCache[count];
    this.texts = new @Nullable String[count];
    this.wholes = new long[count];
    this.reals = new double[count];
    this.amounts = new @Nullable BigDecimal[count];
    this.nulls = new boolean[count];
    this.fieldOfCell = new int[count];
    Arrays.fill(fieldOfCell, -1);
    for (int i = 0; i < count; i++) {
      BulkTable.Field field = fields.get(i);
      types[i] = field.type();
      isKey[i] = field.key();
      columnHashes[i] = RowHash.of(field.name());
      caches[i] = new TextCache();
      if (field.source() == BulkTable.Source.FILE) {
        fieldOfCell[field.cell()] = i;
      } else {
        set(i, values.of(field.source()));
      }
    }
  }

  private void set(int field, @Nullable Object value) {
    nulls[field] = value == null;
    if (value instanceof String text) {
      texts[field] = text;
    } else if (value instanceof Long whole) {
      wholes[field] = whole;
    }
  }

  /** Begins a row. */
  void clear() {
    keyHash = 0;
    rowHash = 0;
  }

  /**
   * Parses a cell.
   *
   * @param cell index in the file's header
   * @throws BulkFormatException if it contradicts its column
   */
  void parse(int cell, char[] buffer, int from, int length) throws BulkFormatException {
    int field = fieldOfCell[cell];
    Column.Type type = types[field];
    if (length == 0) {
      nulls[field] = type != Column.Type.STRING;
      texts[field] = "";
      return;
    }
    nulls[field] = false;
    try {
      add(field, value(field, type, buffer, from, length));
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new BulkFormatException(
          "column %s has a cell that is no %s"
              .formatted(fields.get(field).name(), type.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  /** Stores the cell and returns the hash of its value. */
  private long value(int field, Column.Type type, char[] buffer, int from, int length) {
    switch (type) {
      case STRING -> {
        texts[field] = caches[field].text(buffer, from, length);
        return caches[field].lastHash();
      }
      case INTEGER -> {
        wholes[field] = CellNumbers.whole(buffer, from, length);
        return wholes[field];
      }
      case FLOAT -> {
        reals[field] = CellNumbers.real(buffer, from, length);
        return RowHash.of(reals[field]);
      }
      case MONEY -> {
        BigDecimal amount = CellNumbers.money(buffer, from, length);
        amounts[field] = amount;
        return RowHash.of(amount);
      }
      case DATE -> {
        wholes[field] = day(buffer, from, length);
        return wholes[field];
      }
      case MONTH, TIMESTAMP, BOOLEAN -> throw new IllegalStateException("no file has a " + type);
    }
    throw new IllegalStateException("unknown type " + type);
  }

  private long day(char[] buffer, int from, int length) {
    if (length != lastDayLength
        || !Arrays.equals(lastDay, 0, length, buffer, from, from + length)) {
      lastDayValue = CellNumbers.day(buffer, from, length);
      System.arraycopy(buffer, from, lastDay, 0, length);
      lastDayLength = length;
    }
    return lastDayValue;
  }

  private void add(int field, long valueHash) {
    long hash = RowHash.cell(columnHashes[field], valueHash);
    rowHash += hash;
    if (isKey[field]) {
      keyHash += hash;
    }
  }

  @Override
  public boolean isNull(int field) {
    return nulls[field];
  }

  @Override
  public String text(int field) {
    return Objects.requireNonNull(texts[field]);
  }

  @Override
  public long whole(int field) {
    return wholes[field];
  }

  @Override
  public double real(int field) {
    return reals[field];
  }

  @Override
  public BigDecimal money(int field) {
    return Objects.requireNonNull(amounts[field]);
  }

  @Override
  public long keyHash() {
    return keyHash;
  }

  @Override
  public long rowHash() {
    return rowHash;
  }
}
