// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.pipelines.bigquery.sql.BulkDay;
import io.analytix.beam.pipelines.bigquery.sql.BulkStatement;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the staged files of a bulk report type and replaces their days. A report type that fails
 * permanently does not affect others; a lost lock ends the run.
 */
final class ReplaceBulkFn extends DatasetStep<KV<String, StagedBulk>, ReplacedReport> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ReplaceBulkFn.class);

  private final PCollectionView<LockOwner> holder;

  ReplaceBulkFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan);
    this.holder = holder;
  }

  @ProcessElement
  public void process(ProcessContext context, PipelineOptions options) throws IOException {
    LockOwner owner = context.sideInput(holder);
    String reportType = Objects.requireNonNull(context.element().getKey());
    StagedBulk staged = Objects.requireNonNull(context.element().getValue());
    OpenDataset dataset = dataset(options);
    dataset.lock().require(owner);
    ReplacedReport replaced;
    try {
      replaced = replace(dataset, owner, reportType, staged);
    } catch (IOException | BigQueryException e) {
      replaced = ReplacedReport.failed(reportType, plan().dataset(), e);
      LOG.warn(replaced.failure());
    }
    RowCounters.count(replaced);
    context.output(replaced);
  }

  private ReplacedReport replace(
      OpenDataset dataset, LockOwner owner, String reportType, StagedBulk staged)
      throws IOException {
    BulkReportType type = BulkReportTypes.resolve(reportType).orElseThrow();
    TableShape shape = dataset.bulkTables().prepare(type, staged.newColumns());
    String token = owner.token();
    String staging = StagingTables.name(token, reportType);
    StagingTables.create(dataset.client(), Clock.systemUTC(), token, shape);
    dataset
        .jobs()
        .load(
            "analytix_" + token,
            List.of(
                new QueryJobs.Load(
                    reportType,
                    dataset.client().reference(staging),
                    QueryJobs.PARQUET,
                    staged.addresses())));
    dataset.lock().require(owner);
    BulkStatement statement =
        new BulkStatement(
            type, shape, plan().dataset().table(reportType), plan().dataset().table(staging));
    Map<BulkDay, ChangedRows> days = new HashMap<>();
    if (staged.replaces()) {
      dataset
          .jobs()
          .read(
              "analytix_%s_compare_%s".formatted(token, reportType),
              statement.changes(staged.days()),
              row -> days.put(BulkStatement.day(row), BulkStatement.counts(row)));
    }
    ChangedRows counts =
        dataset
            .jobs()
            .change(
                "analytix_%s_merge_%s".formatted(token, reportType), statement.text(staged.days()));
    return ReplacedReport.stored(reportType, changes(counts, days.values(), staged.rows()), days);
  }

  /** The statement deletes all rows of a changed day and inserts those of its file. */
  private static StoreChanges changes(ChangedRows counts, Collection<ChangedRows> days, long rows) {
    long updated = days.stream().mapToLong(ChangedRows::updated).sum();
    long deleted = days.stream().mapToLong(ChangedRows::deleted).sum();
    long inserted = counts.inserted() - counts.deleted() + deleted;
    return StoreChanges.ofRows(inserted, updated, deleted, Math.max(0, rows - inserted - updated));
  }
}
