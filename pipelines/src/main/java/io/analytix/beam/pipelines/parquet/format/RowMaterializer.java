// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Converts the records of a file to Beam rows; columns that the file lacks are null. */
final class RowMaterializer extends RecordMaterializer<Row> {
  private final ParquetSchema now;
  private final List<Converter> converters = new ArrayList<>();
  private @Nullable Object[] values;

  RowMaterializer(MessageType file, ParquetSchema now) {
    this.now = now;
    this.values = new @Nullable Object[now.schema().getFieldCount()];
    for (int i = 0; i < file.getFieldCount(); i++) {
      int index = now.schema().indexOf(file.getFieldName(i));
      converters.add(now.type(index).reader(value -> values[index] = value));
    }
  }

  @Override
  public Row getCurrentRecord() {
    return Row.withSchema(now.schema()).attachValues(Arrays.asList(values));
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
        values = new @Nullable Object[values.length];
      }

      @Override
      public void end() {}
    };
  }
}
