// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.report.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Checks the tables of the reports and takes the output's lock for the job, before a shard is
 * stored. A second time changes nothing.
 */
final class TakeLockFn extends DoFn<String, String> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final JobLock lock;
  private final ArrayList<TableDefinition> reports;

  /** Ids of bulk report types. */
  private final ArrayList<String> bulkTypes;

  TakeLockFn(
      ParquetOutput output,
      JobLock lock,
      List<? extends TableDefinition> reports,
      List<BulkReportType> bulkTypes) {
    this.output = output;
    this.lock = lock;
    this.reports = new ArrayList<>(reports);
    this.bulkTypes = new ArrayList<>(bulkTypes.stream().map(BulkReportType::id).toList());
  }

  @ProcessElement
  public void process(@Element String job, OutputReceiver<String> out, PipelineOptions options) {
    ParquetOutput here = output.with(options);
    here.check(reports);
    here.checkBulk(
        bulkTypes.stream().map(id -> BulkReportTypes.resolve(id).orElseThrow()).toList());
    here.files().lock().take(lock.request(options));
    out.output(job);
  }
}
