// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.joda.time.Instant;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/** The column types: conversion between values of Beam fields and of Parquet files. */
enum ColumnType {
  /** UTF-8 text. */
  STRING(PrimitiveTypeName.BINARY),
  /** A 64-bit whole number. */
  INT64(PrimitiveTypeName.INT64),
  /** A double. */
  DOUBLE(PrimitiveTypeName.DOUBLE),
  /** True or false. */
  BOOLEAN(PrimitiveTypeName.BOOLEAN),
  /** Money: 38 digits, 9 of them after the point, in 16 bytes. */
  DECIMAL(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY),
  /** A calendar day. */
  DATE(PrimitiveTypeName.INT32),
  /** An instant in microseconds UTC; Beam's instants have milliseconds only. */
  TIMESTAMP(PrimitiveTypeName.INT64);

  private static final int DECIMAL_BYTES = 16;
  private static final int DECIMAL_SCALE = 9;
  private static final int DECIMAL_PRECISION = 38;

  private final PrimitiveTypeName primitive;

  ColumnType(PrimitiveTypeName primitive) {
    this.primitive = primitive;
  }

  /** The type in which a Beam field is stored. */
  static ColumnType of(FieldType field) {
    TypeName name = field.getTypeName();
    return switch (name) {
      case STRING -> STRING;
      case INT64 -> INT64;
      case DOUBLE -> DOUBLE;
      case BOOLEAN -> BOOLEAN;
      case DECIMAL -> DECIMAL;
      case DATETIME -> TIMESTAMP;
      default -> {
        if (name.isLogicalType() && field.isLogicalType(SqlTypes.DATE.getIdentifier())) {
          yield DATE;
        }
        throw new IllegalArgumentException("no column type for " + field);
      }
    };
  }

  /** The type of a file's column, if it is supported. */
  static Optional<ColumnType> of(Type column) {
    Type.ID id = column.getId();
    return Arrays.stream(values())
        .filter(
            type -> {
              Type expected = type.column(column.getName(), column.getRepetition());
              return column.equals(id == null ? expected : expected.withId(id.intValue()));
            })
        .findFirst();
  }

  /** A column of this type. */
  PrimitiveType column(String name, Type.Repetition repetition) {
    int length = this == DECIMAL ? DECIMAL_BYTES : 0;
    return Types.primitive(primitive, repetition).length(length).as(meaning()).named(name);
  }

  /**
   * The value as it is read back from a file, so that comparisons use stored values.
   *
   * @throws ArithmeticException if it does not fit
   */
  Object canonical(Object value) {
    return switch (this) {
      case STRING -> wellFormed((String) value);
      case INT64, DOUBLE, BOOLEAN, DATE -> value;
      case DECIMAL -> money((BigDecimal) value);
      case TIMESTAMP -> Instant.ofEpochMilli(((ReadableInstant) value).getMillis());
    };
  }

  /** Writes a canonical value. */
  void write(Object value, RecordConsumer out) {
    switch (this) {
      case STRING -> out.addBinary(Binary.fromString((String) value));
      case INT64 -> out.addLong((Long) value);
      case DOUBLE -> out.addDouble((Double) value);
      case BOOLEAN -> out.addBoolean((Boolean) value);
      case DECIMAL -> out.addBinary(fixed(((BigDecimal) value).unscaledValue()));
      case DATE -> out.addInteger(Math.toIntExact(((LocalDate) value).toEpochDay()));
      case TIMESTAMP -> out.addLong(Math.multiplyExact(((Instant) value).getMillis(), 1000L));
    }
  }

  /** Passes each value to {@code sink}. */
  PrimitiveConverter reader(Consumer<Object> sink) {
    return new PrimitiveConverter() {
      @Override
      public void addBinary(Binary value) {
        sink.accept(
            ColumnType.this == DECIMAL
                ? new BigDecimal(new BigInteger(value.getBytes()), DECIMAL_SCALE)
                : value.toStringUsingUTF8());
      }

      @Override
      public void addLong(long value) {
        sink.accept(
            ColumnType.this == TIMESTAMP
                ? Instant.ofEpochMilli(Math.floorDiv(value, 1000L))
                : (Object) value);
      }

      @Override
      public void addInt(int value) {
        sink.accept(LocalDate.ofEpochDay(value));
      }

      @Override
      public void addDouble(double value) {
        sink.accept(value);
      }

      @Override
      public void addBoolean(boolean value) {
        sink.accept(value);
      }
    };
  }

  @Override
  public String toString() {
    return this == DECIMAL ? "DECIMAL(" + DECIMAL_PRECISION + "," + DECIMAL_SCALE + ")" : name();
  }

  private @Nullable LogicalTypeAnnotation meaning() {
    return switch (this) {
      case STRING -> LogicalTypeAnnotation.stringType();
      case DECIMAL -> LogicalTypeAnnotation.decimalType(DECIMAL_SCALE, DECIMAL_PRECISION);
      case DATE -> LogicalTypeAnnotation.dateType();
      case TIMESTAMP -> LogicalTypeAnnotation.timestampType(true, MICROS);
      case INT64, DOUBLE, BOOLEAN -> null;
    };
  }

  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        // An unpaired one has no UTF-8 encoding.
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  private static BigDecimal money(BigDecimal value) {
    BigDecimal exact = value.setScale(DECIMAL_SCALE, RoundingMode.UNNECESSARY);
    if (exact.precision() > DECIMAL_PRECISION) {
      throw new ArithmeticException("more than 38 digits");
    }
    return exact;
  }

  static Binary fixed(BigInteger unscaled) {
    byte[] bytes = new byte[DECIMAL_BYTES];
    if (unscaled.signum() < 0) {
      Arrays.fill(bytes, (byte) -1);
    }
    byte[] digits = unscaled.toByteArray();
    System.arraycopy(digits, 0, bytes, DECIMAL_BYTES - digits.length, digits.length);
    return Binary.fromConstantByteArray(bytes);
  }
}
