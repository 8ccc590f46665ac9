// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.parquet.OutcomeReader;
import io.analytix.beam.pipelines.parquet.OutputLock;
import io.analytix.beam.pipelines.parquet.ParquetEarlierOutcomes;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.RunPageFile;
import io.analytix.beam.pipelines.parquet.StoreCounters;
import io.analytix.beam.pipelines.parquet.StoredChannelDays;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.PipelineResult;

/**
 * Parquet files in a folder, here or in Cloud Storage.
 *
 * @param breakLock whether to take the lock from whoever holds it
 */
record FolderOutput(ParquetOutput output, List<ReportDefinition> reports, boolean breakLock)
    implements LocalOutput {
  @Override
  public void check() {
    output.check(reports);
  }

  @Override
  public EarlierOutcomes.Factory past() {
    return ParquetEarlierOutcomes.in(output);
  }

  @Override
  public Held take() {
    OutputLock lock = OutputLock.take(output, "analytix run", breakLock);
    return new Held() {
      @Override
      public void store(ReadResult read) {
        read.apply("ReplaceInParquet", ReplaceInParquet.to(output).withLock(lock));
      }

      @Override
      public void close() {
        lock.close();
      }
    };
  }

  @Override
  public void outcomes(String runId, Consumer<Outcome> reader) throws IOException {
    OutcomeReader.read(output, runId, reader);
  }

  @Override
  public StoredDays stored(String runId) {
    return new StoredChannelDays(output, reports)::of;
  }

  @Override
  public Stored changes(PipelineResult result) {
    return new Stored(StoreCounters.changes(result), Map.of(), true);
  }

  @Override
  public String page(String runId, String html) throws IOException {
    return RunPageFile.write(output, runId, html);
  }

  @Override
  public String toString() {
    return output.toString();
  }
}
