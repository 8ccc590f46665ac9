// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Streams bulk files into Parquet files, one for each day of each channel or content owner of each
 * report type:
 *
 * <pre>
 * OUTPUT/REPORT_TYPE/year_month=YYYY-MM/CHANNEL_ID.YYYY-MM-DD.parquet
 * OUTPUT/REPORT_TYPE/year_month=YYYY-MM/@OWNER.YYYY-MM-DD.parquet
 * </pre>
 *
 * <p>A file is replaced as a whole, and only by a newer generation with other rows.
 */
record ReplaceBulkInParquet(ParquetOutput output, JobLock lock, @Nullable ParquetOutput archive) {

  /** Under a lock that is taken before anything is stored. */
  static ReplaceBulkInParquet under(
      JobLock lock, ParquetOutput output, @Nullable String archive, PipelineOptions options) {
    return new ReplaceBulkInParquet(
        output.with(options), lock, archive == null ? null : ParquetOutput.at(archive, options));
  }

  /** Adds the steps; the output is the stored outcomes. */
  PCollection<Outcome> expand(PBegin begin, AnalytixIO.ReadBulk read) {
    return begin
        .apply(
            "ReadBulk",
            read.withEarlierFiles(output.earlierFiles())
                .withStore(new ParquetBulkStores(output, lock, archive)))
        .finishedJobs()
        .apply("StoreBulkOutcomes", ParDo.of(new StoreBulkOutcomesFn(output, lock)))
        .setSchema(
            OutcomeRow.SCHEMA, TypeDescriptor.of(Outcome.class), OutcomeRow::of, OutcomeRow::read);
  }
}
