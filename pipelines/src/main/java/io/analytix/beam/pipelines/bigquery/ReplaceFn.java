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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the statements of all reports at the same time, but for those of one report. A statement
 * that fails permanently does not affect other reports; a lost lock ends the run.
 */
final class ReplaceFn extends DatasetStep<StagedRows, ReplacedReport> {
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
    OpenDataset dataset = dataset(options);
    dataset.lock().require(owner);
    List<Statements> reports = new ArrayList<>();
    context
        .element()
        .scopes()
        .forEach((report, scope) -> reports.add(new Statements(report, owner.token(), scope)));
    QueryJobs jobs = dataset.jobs();
    for (Statements statements : reports) {
      statements.begin(jobs);
    }
    for (Statements statements : reports) {
      ReplacedReport replaced = statements.replaced(jobs);
      RowCounters.count(replaced);
      context.output(replaced);
    }
  }

  /** The statements of a report: one for each window of days, one after the other. */
  private final class Statements {
    private final String report;
    private final String token;
    private final ReportReplaceScope scope;
    private final MergeStatement merge;
    private final List<DateRange> windows;
    private QueryJobs.@Nullable SubmittedJob first;
    private @Nullable IOException refused;

    Statements(String report, String token, ReportReplaceScope scope) {
      this.report = report;
      this.token = token;
      this.scope = scope;
      this.windows = scope.windows();
      this.merge =
          new MergeStatement(
              Objects.requireNonNull(plan().tables().get(report)),
              plan().dataset().table(report),
              plan().dataset().table(StagingTables.name(token, report)),
              plan().dataset().table(StagingTables.name(token, ReplaceScopeTable.NAME)));
    }

    /** Begins the first. */
    void begin(QueryJobs jobs) {
      try {
        first = begin(jobs, 0);
      } catch (IOException e) {
        refused = e;
      }
    }

    private QueryJobs.SubmittedJob begin(QueryJobs jobs, int window) throws IOException {
      return jobs.begin(
          "analytix_%s_merge_%s_w%d".formatted(token, report, window),
          merge.text(windows.get(window), scope.items()));
    }

    /** Waits for the first, and runs the others. */
    ReplacedReport replaced(QueryJobs jobs) {
      long inserted = 0;
      long updated = 0;
      long deleted = 0;
      try {
        if (refused != null) {
          throw refused;
        }
        for (int i = 0; i < windows.size(); i++) {
          ChangedRows counts =
              jobs.changed(i == 0 ? Objects.requireNonNull(first) : begin(jobs, i));
          inserted += counts.inserted();
          updated += counts.updated();
          deleted += counts.deleted();
        }
      } catch (IOException e) {
        ReplacedReport failed = ReplacedReport.failed(report, plan().dataset(), e);
        LOG.warn(failed.failure());
        return failed;
      }
      long unchanged = Math.max(0, scope.rows() - inserted - updated);
      return ReplacedReport.stored(
          report, StoreChanges.ofRows(inserted, updated, deleted, unchanged));
    }
  }
}
