// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.StoredShard;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** {@link ReplaceInParquet} as a schema transform. */
public final class ReplaceInParquetProvider extends ReplaceProvider {
  /** Of the service loader. */
  public ReplaceInParquetProvider() {
    super(
        new OptionFields(
            List.of("output"),
            List.of("reportsFile", "keepRemovedTexts", "monthFiles", "breakLock"),
            DESCRIPTIONS));
  }

  @Override
  public String identifier() {
    return "beam:schematransform:io.analytix:youtube_analytics_replace_in_parquet:v1";
  }

  @Override
  public String description() {
    return "Stores the shards of youtube_analytics_read as Parquet files, one for each month of each"
        + " channel of each report. Only rows that a response covers are replaced, so a repeated run"
        + " is always safe. The output 'outcomes' has the stored outcome of each request.";
  }

  @Override
  PCollection<Outcome> store(ReadResult read, AnalytixOptions options) {
    ParquetOutput output =
        ParquetOutput.at(
            Objects.requireNonNull(options.getOutput()), read.getPipeline().getOptions());
    ReplaceInParquet sink =
        ReplaceInParquet.to(options.getMonthFiles() ? output.withMonthFiles() : output);
    return read.apply("ReplaceInParquet", options.getBreakLock() ? sink.breakingLock() : sink)
        .apply(
            "StoredOutcomes",
            FlatMapElements.into(TypeDescriptor.of(Outcome.class)).via(StoredShard::outcomes));
  }
}
