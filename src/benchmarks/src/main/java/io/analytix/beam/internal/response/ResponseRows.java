// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.row.RowMaker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/** Makes the package-private parser of responses available to the benchmark. */
public final class ResponseRows {
  /** The rows of a response, as a run makes them. */
  public List<Row> of(ReportSchema table, DateRange dates, byte[] body) throws IOException {
    ReportRequest request = new ReportRequest(table.report(), dates);
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
}
