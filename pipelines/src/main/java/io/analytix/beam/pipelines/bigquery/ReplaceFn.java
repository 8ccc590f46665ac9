// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.MergeStatement;
import io.analytix.beam.pipelines.bigquery.sql.ReplaceScopeTable;
import io.analytix.beam.pipelines.bigquery.sql.ReportReplaceScope;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the statement of a report. A statement that fails permanently does not affect other reports;
 * a lost lock ends the run.
 */
final class ReplaceFn extends DatasetStep<KV<String, ReportReplaceScope>, ReplacedReport> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ReplaceFn.class);

  private final PCollectionView<LockOwner> holder;

  ReplaceFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan);
    this.holder = holder;
  }

  @ProcessElement
  public void process(ProcessContext context, PipelineOptions options) throws IOException {
    LockOwner owner = context.sideInput(holder);
    String report = Objects.requireNonNull(context.element().getKey());
    ReportReplaceScope answers = Objects.requireNonNull(context.element().getValue());
    OpenDataset dataset = dataset(options);
    dataset.lock().require(owner);
    ReplacedReport replaced = replace(dataset, owner.token(), report, answers);
    RowCounters.count(replaced);
    context.output(replaced);
  }

  private ReplacedReport replace(
      OpenDataset dataset, String token, String report, ReportReplaceScope answers) {
    MergeStatement merge =
        new MergeStatement(
            Objects.requireNonNull(plan().tables().get(report)),
            plan().dataset().table(report),
            plan().dataset().table(StagingTables.name(token, report)),
            plan().dataset().table(StagingTables.name(token, ReplaceScopeTable.NAME)));
    long inserted = 0;
    long updated = 0;
    long deleted = 0;
    List<DateRange> windows = answers.windows();
    try {
      for (int i = 0; i < windows.size(); i++) {
        String job = "analytix_%s_merge_%s_w%d".formatted(token, report, i);
        ChangedRows counts =
            dataset.jobs().change(job, merge.text(windows.get(i), answers.items()));
        inserted += counts.inserted();
        updated += counts.updated();
        deleted += counts.deleted();
      }
    } catch (IOException e) {
      ReplacedReport failed = ReplacedReport.failed(report, plan().dataset(), e);
      LOG.warn(failed.failure());
      return failed;
    }
    long unchanged = Math.max(0, answers.rows() - inserted - updated);
    return ReplacedReport.stored(
        report, StoreChanges.ofRows(inserted, updated, deleted, unchanged));
  }
}
