// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.OutputLocation;
import io.analytix.beam.pipelines.bigquery.BigQueryEarlierOutcomes;
import io.analytix.beam.pipelines.bigquery.BigQueryOutput;
import io.analytix.beam.pipelines.bigquery.DatasetLease;
import io.analytix.beam.pipelines.bigquery.ReplaceInBigQuery;
import io.analytix.beam.pipelines.bigquery.RowCounters;
import io.analytix.beam.pipelines.bigquery.StoredDataset;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/** Tables in a BigQuery dataset. */
public final class DatasetOutput implements LocalOutput {
  /** Where pages about runs go, beside where the command is typed. */
  private static final Path PAGES = Path.of(System.getProperty("analytix.pages", "analytix-runs"));

  private final String dataset;
  private final OutputLocation place;
  private final List<ReportDefinition> reports;
  private final PipelineOptions options;

  public DatasetOutput(
      OutputLocation place, List<ReportDefinition> reports, PipelineOptions options) {
    this.dataset = Objects.requireNonNull(place.dataset());
    this.place = place;
    this.reports = reports;
    this.options = options;
    BigQueryOutput.settle(options);
  }

  @Override
  public void check() throws IOException {
    if (options.getTempLocation() == null && BigQueryOutput.isOnThisMachine(options)) {
      options.setTempLocation(Files.createTempDirectory("analytix-load").toString());
    }
    BigQueryOutput.check(dataset, reports, place.views(), options);
  }

  @Override
  public EarlierOutcomes.Factory past() {
    return BigQueryEarlierOutcomes.in(dataset, options);
  }

  @Override
  public Held take() throws IOException {
    DatasetLease held =
        DatasetLease.take(dataset, reports, place.views(), place.breakLock(), options);
    return new Held() {
      @Override
      public void store(ReadResult read) {
        read.apply(
            "ReplaceInBigQuery",
            ReplaceInBigQuery.to(dataset).withCompatibilityViews(place.views()).withLock(held));
      }

      @Override
      public void close() throws IOException {
        held.close();
        if (BigQueryOutput.isOnThisMachine(options)) {
          delete(Path.of(options.getTempLocation()));
        }
      }
    };
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void outcomes(String runId, Consumer<Outcome> reader) throws IOException {
    StoredDataset.open(dataset, options).outcomes(runId, reader);
  }

  @Override
  public StoredDays stored(String runId) throws IOException {
    return StoredDataset.open(dataset, options).unconfirmed(runId, reports)::of;
  }

  @Override
  public Stored changes(PipelineResult result) {
    Map<String, StoreChanges> counted = RowCounters.changes(result);
    Map<String, StoreChanges> byReport = new LinkedHashMap<>();
    for (ReportDefinition report : reports) {
      byReport.put(report.name(), counted.getOrDefault(report.name(), StoreChanges.NONE));
    }
    return new Stored(
        byReport.values().stream().reduce(StoreChanges.NONE, StoreChanges::plus), byReport, false);
  }

  @Override
  public String page(String runId, String html) throws IOException {
    Files.createDirectories(PAGES);
    return Files.writeString(PAGES.resolve(runId + ".html"), html).toAbsolutePath().toString();
  }

  @Override
  public String toString() {
    return dataset;
  }
}
