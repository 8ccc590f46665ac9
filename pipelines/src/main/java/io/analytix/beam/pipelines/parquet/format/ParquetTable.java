// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.OutputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Encodes one table as one Parquet file, with the types of the stored tables. */
public final class ParquetTable {
  private ParquetTable() {}

  /**
   * Encodes these rows, in their order.
   *
   * @param schema fields of type text, integer, double, decimal, date and instant
   * @throws OutputException if a value does not fit its column
   */
  public static byte[] bytes(Schema schema, List<Row> rows) throws IOException {
    ParquetSchema columns = new ParquetSchema(schema);
    return new ParquetEncoder(columns, Map.of())
        .encode(rows.stream().map(columns::canonical).toList());
  }
}
