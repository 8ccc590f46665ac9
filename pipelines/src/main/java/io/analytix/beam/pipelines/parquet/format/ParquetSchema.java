// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.OutputException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** A Beam schema as the columns of a Parquet file: same names, same order, same nullability. */
public final class ParquetSchema {
  private final Schema schema;
  private final List<ColumnType> types;
  private final MessageType message;

  public ParquetSchema(Schema schema) {
    this(schema, List.of());
  }

  /**
   * Columns with field ids.
   *
   * @param ids one per column, or none
   */
  public ParquetSchema(Schema schema, List<Integer> ids) {
    this.schema = schema;
    this.types = schema.getFields().stream().map(field -> ColumnType.of(field.getType())).toList();
    List<Type> columns = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      Repetition repetition =
          field.getType().getNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
      Type column = ColumnType.of(field.getType()).column(field.getName(), repetition);
      columns.add(ids.isEmpty() ? column : column.withId(ids.get(columns.size())));
    }
    this.message = new MessageType("row", columns);
  }

  /** The Beam schema. */
  Schema schema() {
    return schema;
  }

  /** The file's schema. */
  MessageType message() {
    return message;
  }

  /** The type of the column at this index. */
  ColumnType type(int index) {
    return types.get(index);
  }

  /**
   * The row as it is read back from a file.
   *
   * @throws OutputException if a value does not fit its column
   */
  public Row canonical(Row row) {
    List<@Nullable Object> values = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      values.add(canonical(row, i));
    }
    return Row.withSchema(schema).attachValues(values);
  }

  private @Nullable Object canonical(Row row, int index) {
    Object value = row.getValue(index);
    Schema.Field field = schema.getField(index);
    if (value == null) {
      if (!field.getType().getNullable()) {
        throw new OutputException("column '" + field.getName() + "' must not be null");
      }
      return null;
    }
    try {
      return types.get(index).canonical(value);
    } catch (ArithmeticException | ClassCastException e) {
      throw new OutputException(
          "column '%s': %s does not fit %s".formatted(field.getName(), value, types.get(index)), e);
    }
  }
}
