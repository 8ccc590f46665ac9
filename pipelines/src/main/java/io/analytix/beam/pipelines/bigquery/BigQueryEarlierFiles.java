// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.sql.OutcomeQuery;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;

/** The outcomes of bulk files, from the outcomes table of a dataset. */
final class BigQueryEarlierFiles implements EarlierFiles {
  private final StoredDataset stored;

  private BigQueryEarlierFiles(StoredDataset stored) {
    this.stored = stored;
  }

  /**
   * The outcomes in this dataset.
   *
   * @param options Beam's options: the credentials, and {@code --bigQueryEndpoint}
   */
  static EarlierFiles.Factory in(String dataset, PipelineOptions options) {
    String name = DatasetPlan.named(dataset).toString();
    BigQueryAccess access = BigQueryAccess.of(options);
    return () -> new BigQueryEarlierFiles(StoredDataset.open(name, access.options()));
  }

  @Override
  public void read(Instant since, Consumer<Outcome> reader) throws IOException {
    stored.query(
        // The id of every bulk report type ends with its version.
        "SELECT %2$s FROM %1$s WHERE started_at >= "
            + SqlText.timestamp(since)
            + " AND (report LIKE '%%_a_' OR report LIKE '%%_a__') ORDER BY run_id DESC",
        row -> {
          Outcome outcome = OutcomeQuery.read(row);
          if (outcome.reportId() != null || BulkReportTypes.find(outcome.report()).isPresent()) {
            reader.accept(outcome);
          }
        });
  }
}
