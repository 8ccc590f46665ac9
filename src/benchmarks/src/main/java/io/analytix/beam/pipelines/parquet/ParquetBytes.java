// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.Row;

/**
 * Opens the encoder of Parquet files, which is nobody's business but the sink's, to a benchmark.
 */
public final class ParquetBytes {
  private ParquetBytes() {}

  /** The Parquet file of these rows. */
  public static byte[] of(ReportSchema table, List<Row> rows) throws IOException {
    ParquetSchema columns = new ParquetSchema(table.schema());
    return new ParquetEncoder(columns, Map.of())
        .encode(rows.stream().map(columns::canonical).toList());
  }
}
