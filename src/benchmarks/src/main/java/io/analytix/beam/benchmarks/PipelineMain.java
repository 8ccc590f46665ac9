// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import java.time.Clock;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The pipeline of the local command on the runner of the options. */
final class PipelineMain {
  private PipelineMain() {}

  public static void main(String[] arguments) {
    PipelineOptionsFactory.register(AnalytixOptions.class);
    AnalytixOptions options = PipelineOptionsFactory.fromArgs(arguments).as(AnalytixOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("ReadReports", RunConfiguration.of(options, Clock.systemUTC()).read())
        .apply(
            "ReplaceInParquet", ReplaceInParquet.to(Objects.requireNonNull(options.getOutput())));
    var unused = pipeline.run().waitUntilFinish();
  }
}
