// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.bigquery.CompatibilityViews;
import io.analytix.beam.pipelines.bigquery.ReplaceInBigQuery;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.values.PCollection;

/** {@link ReplaceInBigQuery} as a schema transform. */
public final class ReplaceInBigQueryProvider extends ReplaceProvider {
  /** Of the service loader. */
  public ReplaceInBigQueryProvider() {
    super(
        new OptionFields(
            List.of("outputDataset"),
            List.of("reportsFile", "keepRemovedTexts", "compatibilityViews", "breakLock"),
            DESCRIPTIONS));
  }

  @Override
  public String identifier() {
    return "beam:schematransform:io.analytix:youtube_analytics_replace_in_bigquery:v1";
  }

  @Override
  public String description() {
    return "Stores the shards of youtube_analytics_read in BigQuery, a table for each report, with"
        + " load jobs and one MERGE per report. Only rows that a response covers are replaced, so a"
        + " repeated run is always safe. Needs the pipeline's temporary location in Cloud Storage."
        + " The output 'outcomes' has the stored outcome of each request.";
  }

  @Override
  PCollection<Outcome> store(ReadResult read, AnalytixOptions options) {
    ReplaceInBigQuery sink =
        ReplaceInBigQuery.to(Objects.requireNonNull(options.getOutputDataset()))
            .withCompatibilityViews(CompatibilityViews.parse(options.getCompatibilityViews()));
    return read.apply("ReplaceInBigQuery", options.getBreakLock() ? sink.breakingLock() : sink);
  }
}
