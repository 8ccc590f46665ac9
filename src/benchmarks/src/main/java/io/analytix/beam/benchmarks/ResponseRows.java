// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.internal.response.ExpectedResponse;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.response.ReportResponseParser;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.row.RowMaker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.Row;

/** Converts responses to Beam rows and Parquet files, as a run does. */
final class ResponseRows {
  private ResponseRows() {}

  static List<Row> of(ReportSchema table, DateRange dates, byte[] body) throws IOException {
    ReportRequest request = new ReportRequest((ReportDefinition) table.definition(), dates);
    try {
      ReportResponse answer = new ReportResponseParser(ExpectedResponse.of(request)).read(body);
      RowMaker maker = table.rows("UCbenchmark0000000000000", null, dates, Instant.EPOCH, "run");
      List<Row> rows = new ArrayList<>(answer.lines().size());
      for (ReportResponse.Line line : answer.lines()) {
        rows.add(maker.row(line.first(), line.cells()));
      }
      return rows;
    } catch (InvalidResponseException e) {
      throw new IOException(e);
    }
  }

  static byte[] parquet(ReportSchema table, List<Row> rows) throws IOException {
    ParquetSchema columns = new ParquetSchema(table.schema());
    return new ParquetEncoder(columns, Map.of())
        .encode(rows.stream().map(columns::canonical).toList());
  }
}
