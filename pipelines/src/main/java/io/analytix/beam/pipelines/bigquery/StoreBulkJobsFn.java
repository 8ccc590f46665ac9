// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.row.BulkJobRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;

/** Appends what is known of all bulk jobs to their table, with one load job. */
final class StoreBulkJobsFn extends DatasetStep<KV<String, Iterable<BulkJobStatus>>, String> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<LockOwner> holder;

  StoreBulkJobsFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan);
    this.holder = holder;
  }

  @ProcessElement
  public void process(ProcessContext context, PipelineOptions options) throws IOException {
    LockOwner owner = context.sideInput(holder);
    OpenDataset dataset = dataset(options);
    dataset.lock().require(owner);
    dataset.prepareJobs();
    List<Row> rows = new ArrayList<>();
    context.element().getValue().forEach(job -> rows.add(BulkJobRow.of(job)));
    FileStore files = StagingFiles.of(plan().dataset(), options);
    String path = owner.token() + "/jobs.parquet";
    files.replace(
        path,
        new ParquetEncoder(new ParquetSchema(BulkJobRow.SCHEMA), Map.of()).encode(rows),
        owner.token());
    dataset
        .jobs()
        .load(
            "analytix_" + owner.token(),
            List.of(
                new QueryJobs.Load(
                    "jobs",
                    dataset.client().reference(TableShape.jobs().name()),
                    QueryJobs.PARQUET,
                    List.of(files.address(path)))));
    context.output(TableShape.jobs().name());
  }
}
