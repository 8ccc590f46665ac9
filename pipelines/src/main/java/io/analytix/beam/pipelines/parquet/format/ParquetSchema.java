// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.OutputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * A Beam schema as the columns of a Parquet file: same names, same nullability, with {@link
 * FieldIds}.
 */
public final class ParquetSchema {
  private final Schema schema;
  private final List<ColumnType> types;
  private final MessageType message;

  /** Columns in the order of the schema. */
  public ParquetSchema(Schema schema) {
    this(schema, List.of());
  }

  /**
   * Columns in the order of an older file; those that it lacks come last, in the order of the
   * schema.
   *
   * @param older the columns of the older file; other names than those of the schema are ignored
   * @throws OutputException if two columns have the same field id
   */
  public ParquetSchema(Schema schema, List<String> older) {
    FieldIds.requireDistinct(schema.getFieldNames());
    this.schema = schema;
    this.types = schema.getFields().stream().map(field -> ColumnType.of(field.getType())).toList();
    Set<String> order = new LinkedHashSet<>(older);
    order.retainAll(schema.getFieldNames());
    order.addAll(schema.getFieldNames());
    this.message = new MessageType("row", order.stream().map(this::column).toList());
  }

  private Type column(String name) {
    FieldType field = schema.getField(name).getType();
    Repetition repetition = field.getNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return ColumnType.of(field).column(name, repetition).withId(FieldIds.of(name));
  }

  /** The Beam schema. */
  Schema schema() {
    return schema;
  }

  /** The file's schema. */
  MessageType message() {
    return message;
  }

  /** The type of the field at this index of the Beam schema. */
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
