// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static org.apache.beam.sdk.values.TypeDescriptors.booleans;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Runners;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.output.Reads;
import io.analytix.beam.pipelines.output.RequestFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a job that stores reports, bulk files or both in one output, under one lock and with
 * one run id. In Cloud Storage the first step takes the lock, and nothing is fetched before.
 */
final class ParquetJob {
  private final ParquetOutput output;
  private final boolean breakLock;

  ParquetJob(ParquetOutput output, boolean breakLock) {
    this.output = output;
    this.breakLock = breakLock;
  }

  /** Adds the steps; the output says of each request whether it failed. */
  PCollection<Boolean> expand(Pipeline pipeline, Reads reads) {
    ParquetOutput here = output.with(pipeline.getOptions());
    JobLock lock =
        new JobLock(
            UUID.randomUUID().toString(),
            false,
            breakLock,
            Runners.isDataflow(pipeline.getOptions()));
    @Nullable PCollection<String> locked =
        here.files().lock().outlivesProcess()
            ? pipeline
                .apply("Start", Create.of(here.address()))
                .apply(
                    "TakeLock",
                    ParDo.of(new TakeLockFn(here, lock, reads.tables(), reads.bulkTypes())))
            : null;
    PCollectionView<String> runId = pipeline.apply("DrawRunId", AnalytixIO.runId());
    List<PCollection<?>> stored = new ArrayList<>();
    PCollectionList<Boolean> failures = PCollectionList.empty(pipeline);
    AnalytixIO.Read read = reads.read();
    if (read != null) {
      read = read.withEarlierOutcomes(output.earlierOutcomes()).withRunId(runId);
      PCollection<StoredShard> shards =
          reads
              .complete(pipeline.apply("ReadReports", locked == null ? read : read.after(locked)))
              .apply("ReplaceInParquet", ReplaceInParquet.under(here, lock));
      stored.add(shards);
      stored.add(shards.apply("WriteMonthFiles", new WriteMonthFiles(here, lock, reads.tables())));
      failures =
          failures.and(
              shards.apply(
                  "WhetherFailed", FlatMapElements.into(booleans()).via(ParquetJob::failed)));
    }
    AnalytixIO.ReadBulk bulk = reads.bulk();
    if (bulk != null) {
      bulk = bulk.withRunId(runId);
      PCollection<Outcome> outcomes =
          ReplaceBulkInParquet.under(lock, here, reads.archive(), pipeline.getOptions())
              .expand(pipeline.begin(), locked == null ? bulk : bulk.after(locked));
      stored.add(outcomes);
      failures =
          failures.and(
              outcomes.apply(
                  "WhetherBulkFailed", FlatMapElements.into(booleans()).via(RequestFailures::of)));
    }
    if (locked != null) {
      locked
          .apply("OnceAllIsStored", Wait.on(stored))
          .apply("ReleaseLock", ParDo.of(new ReleaseLockFn(here, lock)));
    }
    return failures.apply("AllFailures", Flatten.pCollections());
  }

  private static List<Boolean> failed(StoredShard stored) {
    return stored.outcomes().stream()
        .flatMap(outcome -> RequestFailures.of(outcome).stream())
        .toList();
  }
}
