// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static org.apache.beam.sdk.values.TypeDescriptors.booleans;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.output.ChannelTable;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.output.Reads;
import io.analytix.beam.pipelines.output.RequestFailures;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/** Tables in a BigQuery dataset. */
public final class BigQueryOutput implements Output {
  /** The folder of the pages about runs, relative to the working directory. */
  private static final Path PAGES = Path.of(System.getProperty("analytix.pages", "analytix-runs"));

  private final String dataset;
  private final CompatibilityViews views;
  private final PipelineOptions options;

  /**
   * An output. A BigQuery on this machine, named by {@code --bigQueryEndpoint}, gets no
   * credentials: these options then have none.
   *
   * @param dataset {@code project:dataset}
   * @param options Beam's own: credentials, {@code --bigQueryEndpoint}, {@code --tempLocation}
   */
  public BigQueryOutput(String dataset, CompatibilityViews views, PipelineOptions options) {
    this.dataset = dataset;
    this.views = views;
    this.options = options;
    if (TempLocation.isOnThisMachine(options)) {
      options.as(GcpOptions.class).setCredentialFactoryClass(NoopCredentialFactory.class);
    }
  }

  /**
   * Returns if the dataset exists, its tables have the columns and queries of these reports, and
   * jobs may run. Changes nothing.
   *
   * @throws BigQueryException with one line, if a report's columns were removed or retyped or its
   *     query is another, or if the dataset is missing or forbidden
   * @throws IOException if BigQuery cannot be reached
   */
  @Override
  public void check(Collection<? extends TableDefinition> reports) throws IOException {
    TempLocation.check(options);
    OpenDataset.of(DatasetPlan.of(dataset, reports, views), options).check();
  }

  @Override
  public EarlierOutcomes.Factory earlierOutcomes() {
    return BigQueryEarlierOutcomes.in(dataset, options);
  }

  @Override
  public EarlierFiles.Factory earlierFiles() {
    return BigQueryEarlierFiles.in(dataset, options);
  }

  /** The same for the tables of bulk report types. */
  @Override
  public void checkBulk(Collection<BulkReportType> types) throws IOException {
    if (!types.isEmpty()) {
      TempLocation.check(options);
      OpenDataset.of(DatasetPlan.of(dataset, List.of(), views).withBulk(types), options).check();
    }
  }

  @Override
  public PCollection<Boolean> replace(Pipeline pipeline, Reads reads, boolean breakLock) {
    DatasetPlan plan = DatasetPlan.of(dataset, reads.tables(), views).withBulk(reads.bulkTypes());
    PCollection<LockOwner> locked =
        pipeline.apply("PrepareBigQuery", new PrepareDataset(plan, breakLock));
    PCollectionView<String> runId = pipeline.apply("DrawRunId", AnalytixIO.runId());
    PCollectionList<Outcome> stored = PCollectionList.empty(pipeline);
    AnalytixIO.Read read = reads.read();
    if (read != null) {
      stored =
          stored.and(
              reads
                  .complete(
                      pipeline.apply(
                          "ReadReports",
                          read.withEarlierOutcomes(earlierOutcomes())
                              .withRunId(runId)
                              .after(locked)))
                  .apply(
                      "ReplaceInBigQuery",
                      ReplaceInBigQuery.to(dataset)
                          .withCompatibilityViews(views)
                          .prepared(locked)
                          .keepingLock()));
    }
    AnalytixIO.ReadBulk bulk = reads.bulk();
    if (bulk != null) {
      stored =
          stored.and(
              pipeline.apply(
                  "ReplaceBulk",
                  new ReplaceBulkInBigQuery(plan, bulk.withRunId(runId), reads.archive(), locked)));
    }
    PCollection<LockOwner> unused = OutcomeSteps.finish(locked, plan, List.copyOf(stored.getAll()));
    return stored
        .apply("AllOutcomes", Flatten.pCollections())
        .apply("WhetherFailed", FlatMapElements.into(booleans()).via(RequestFailures::of));
  }

  @Override
  public DatasetLease take(Collection<? extends TableDefinition> tables, boolean breakLock)
      throws IOException {
    return DatasetLease.take(dataset, tables, views, breakLock, options);
  }

  @Override
  public void outcomes(String runId, Consumer<Outcome> reader) throws IOException {
    StoredDataset.open(dataset, options).outcomes(runId, reader);
  }

  @Override
  public StoredDays storedDays(String runId, Collection<ReportDefinition> reports)
      throws IOException {
    return StoredDataset.open(dataset, options).unconfirmed(runId, reports)::of;
  }

  @Override
  public List<ChannelTable> notRefreshedSince(Instant since) throws IOException {
    return StoredDataset.open(dataset, options).notRefreshedSince(since);
  }

  @Override
  public Changes changes(PipelineResult result) {
    Map<String, StoreChanges> byReport = RowCounters.changes(result);
    return new Changes(
        byReport.values().stream().reduce(StoreChanges.NONE, StoreChanges::plus),
        byReport,
        false,
        0);
  }

  @Override
  public String writePage(String runId, String html) throws IOException {
    Files.createDirectories(PAGES);
    return Files.writeString(PAGES.resolve(runId + ".html"), html).toAbsolutePath().toString();
  }

  @Override
  public StoredRows openRows() throws IOException {
    return BigQueryRows.in(dataset, options);
  }

  @Override
  public String toString() {
    return dataset;
  }
}
