// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Loads the files of all tables, with jobs that run at the same time. Files of a report go to its
 * staging table. Outputs the names of the tables.
 */
final class LoadFilesFn extends DatasetStep<KV<String, Iterable<KV<String, String>>>, String> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<LockOwner> holder;

  /**
   * A step that loads.
   *
   * @param holder the owner of the lock
   */
  LoadFilesFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan);
    this.holder = holder;
  }

  @ProcessElement
  public void process(ProcessContext context, PipelineOptions options) throws IOException {
    String token = context.sideInput(holder).token();
    Map<String, List<String>> files = new TreeMap<>();
    for (KV<String, String> file : context.element().getValue()) {
      files.computeIfAbsent(file.getKey(), table -> new ArrayList<>()).add(file.getValue());
    }
    OpenDataset dataset = dataset(options);
    List<QueryJobs.Load> loads = new ArrayList<>();
    files.forEach(
        (table, addresses) ->
            loads.add(
                new QueryJobs.Load(
                    table,
                    dataset
                        .client()
                        .reference(
                            plan().staged().containsKey(table)
                                ? StagingTables.name(token, table)
                                : table),
                    QueryJobs.JSON_LINES,
                    addresses)));
    try {
      dataset.jobs().load("analytix_%s_%s".formatted(token, context.element().getKey()), loads);
    } catch (QueryJobException e) {
      throw LoadFailures.of(plan().dataset(), Objects.requireNonNull(options.getTempLocation()), e);
    }
    files.keySet().forEach(context::output);
  }
}
