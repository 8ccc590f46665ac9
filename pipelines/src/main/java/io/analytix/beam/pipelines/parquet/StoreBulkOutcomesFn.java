// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.output.BulkChangeCounters;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.row.BulkJobRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stores the outcomes of bulk jobs, whose rows are stored already. Those of a job are stored
 * together: an outcome means that all files of the job that were generated before have one, too.
 * After them it stores what is known of the jobs, in {@code _jobs/run=RUN_ID/part-….parquet}.
 */
final class StoreBulkOutcomesFn extends LockedOutputFn<FinishedBulkJob, Outcome> {
  private static final long serialVersionUID = 1L;

  private transient List<BulkJobStatus> jobs;

  StoreBulkOutcomesFn(ParquetOutput output, JobLock jobLock) {
    super(output, jobLock, List.of());
  }

  @Override
  @StartBundle
  public void startBundle() {
    super.startBundle();
    jobs = new ArrayList<>();
  }

  @ProcessElement
  public void process(@Element FinishedBulkJob job, OutputReceiver<Outcome> out)
      throws IOException {
    requireLock();
    job.files().forEach(file -> StoreCounters.count(file.stored()));
    add(job.outcomes());
    jobs.add(job.status());
    for (Outcome outcome : job.outcomes()) {
      BulkChangeCounters.count(outcome);
      out.output(outcome);
    }
  }

  @Override
  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException, InterruptedException {
    super.finishBundle(context);
    ParquetEncoder encoder = new ParquetEncoder(new ParquetSchema(BulkJobRow.SCHEMA), Map.of());
    Map<String, List<BulkJobStatus>> runs = new TreeMap<>();
    jobs.forEach(job -> runs.computeIfAbsent(job.runId(), run -> new ArrayList<>()).add(job));
    for (Map.Entry<String, List<BulkJobStatus>> run : runs.entrySet()) {
      files()
          .replace(
              OutputPaths.jobs(run.getKey(), name(run.getValue())),
              encoder.encode(run.getValue().stream().map(BulkJobRow::of).toList()),
              run.getKey());
    }
  }

  private static String name(List<BulkJobStatus> jobs) {
    return OutcomeFiles.name(
        jobs.stream()
            .map(
                job ->
                    String.join(
                        "\n",
                        job.tokenRecord(),
                        String.valueOf(job.contentOwner()),
                        job.reportType())));
  }
}
