// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.FinishedBulkJob;
import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Stores bulk files in BigQuery: a table for each report type, partitioned by day and clustered by
 * channel.
 *
 * <p>Each file streams into a file for a load job; after all are fetched, load jobs fill one
 * staging table per report type, and one {@code MERGE} replaces the changed days, each as a whole.
 * Unchanged days stay. Outcomes are stored after their rows. Neither takes nor releases the lock of
 * the dataset.
 */
final class ReplaceBulkInBigQuery extends PTransform<PBegin, PCollection<Outcome>> {
  private static final long serialVersionUID = 1L;

  private final DatasetPlan plan;
  private final AnalytixIO.ReadBulk read;
  private final @Nullable String archive;
  private final transient PCollection<LockOwner> ready;

  /**
   * A sink.
   *
   * @param read without earlier files and without a store
   * @param archive where the files are kept as they are served, null for nowhere
   * @param ready the owner of the lock, once it is taken
   */
  ReplaceBulkInBigQuery(
      DatasetPlan plan,
      AnalytixIO.ReadBulk read,
      @Nullable String archive,
      PCollection<LockOwner> ready) {
    this.plan = plan;
    this.read = read;
    this.archive = archive;
    this.ready = ready;
  }

  @Override
  public PCollection<Outcome> expand(PBegin begin) {
    PCollectionView<LockOwner> held = ready.apply("BulkLockOwner", View.asSingleton());
    PCollection<FinishedBulkJob> jobs =
        begin
            .apply(
                "ReadBulk",
                read.withEarlierFiles(
                        BigQueryEarlierFiles.in(
                            plan.dataset().toString(), begin.getPipeline().getOptions()))
                    .withStore(new BigQueryBulkStores(plan, archive))
                    .after(ready))
            .finishedJobs();
    PCollection<ReplacedReport> replaced =
        jobs.apply("StagedFiles", ParDo.of(new StagedFilesFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(StagedBulk.class)))
            .apply("FilesOfReportType", GroupByKey.create())
            .apply("AllFiles", MapElements.via(new AllFiles()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(StagedBulk.class)))
            .apply("LoadsFixed", Reshuffle.of())
            .apply("ReplaceDays", ParDo.of(new ReplaceBulkFn(plan, held)).withSideInputs(held))
            .setCoder(SerializableCoder.of(ReplacedReport.class));
    PCollection<LockOwner> before =
        ready
            .apply("AwaitDays", Wait.on(jobs, replaced))
            .apply("RequireLock", ParDo.of(new RequireLockFn(plan)))
            .setCoder(SerializableCoder.of(LockOwner.class));
    PCollectionView<Map<String, ReplacedReport>> byName = OutcomeSteps.byName(replaced);
    PCollection<Outcome> outcomes =
        OutcomeSteps.typed(
            jobs.apply("AwaitStatements", Wait.on(before))
                .setCoder(jobs.getCoder())
                .apply(
                    "Outcomes",
                    ParDo.of(new BulkOutcomesFn(byName)).withSideInputs(List.of(byName))));
    PCollection<StagedRows> appended = OutcomeSteps.append(outcomes, plan, held, "bulk_outcomes");
    PCollection<String> stored =
        jobs.apply("AwaitRows", Wait.on(before))
            .setCoder(jobs.getCoder())
            .apply("JobStates", ParDo.of(new BulkJobStatesFn(byName)).withSideInputs(byName))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(BulkJobStatus.class)))
            .apply("AllJobs", GroupByKey.create())
            .apply("JobsFixed", Reshuffle.of())
            .apply("StoreJobs", ParDo.of(new StoreBulkJobsFn(plan, held)).withSideInputs(held));
    return OutcomeSteps.typed(
        outcomes.apply("AwaitCommit", Wait.on(replaced, before, appended, stored)));
  }

  /** The staged files of a job. */
  private static final class StagedFilesFn extends DoFn<FinishedBulkJob, KV<String, StagedBulk>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element FinishedBulkJob job, OutputReceiver<KV<String, StagedBulk>> out) {
      for (FinishedBulkJob.FinishedFile file : job.files()) {
        String id = file.file().generation().reportId();
        long rows =
            job.outcomes().stream()
                .filter(outcome -> id.equals(outcome.reportId()))
                .mapToLong(Outcome::rows)
                .sum();
        out.output(KV.of(file.file().reportType(), StagedBulk.of(file, rows)));
      }
    }
  }

  /** What is known of the jobs, once the report types that could not be stored are known. */
  private static final class BulkJobStatesFn
      extends DoFn<FinishedBulkJob, KV<String, BulkJobStatus>> {
    private static final long serialVersionUID = 1L;

    private final PCollectionView<Map<String, ReplacedReport>> reports;

    BulkJobStatesFn(PCollectionView<Map<String, ReplacedReport>> reports) {
      this.reports = reports;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      FinishedBulkJob job = context.element();
      ReplacedReport report = context.sideInput(reports).get(job.status().reportType());
      boolean failed = report != null && report.failure() != null;
      context.output(
          KV.of(
              "",
              failed
                  ? job.status()
                      .withUnstored(
                          job.files().stream().map(FinishedBulkJob.FinishedFile::file).toList())
                  : job.status()));
    }
  }

  private static final class AllFiles
      extends SimpleFunction<KV<String, Iterable<StagedBulk>>, KV<String, StagedBulk>> {
    private static final long serialVersionUID = 1L;

    @Override
    public KV<String, StagedBulk> apply(KV<String, Iterable<StagedBulk>> files) {
      return KV.of(files.getKey(), StagedBulk.all(files.getValue()));
    }
  }
}
