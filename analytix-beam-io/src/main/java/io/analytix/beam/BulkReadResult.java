// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The result of a bulk read: the rows of each report type, unless they go to a store, and the
 * outcomes. All collections are bounded and in the global window.
 */
public final class BulkReadResult implements POutput {
  private final PCollection<FinishedBulkJob> jobs;
  private final Map<String, PCollection<Row>> rows;

  BulkReadResult(PCollection<FinishedBulkJob> jobs, Map<String, PCollection<Row>> rows) {
    this.jobs = jobs;
    this.rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  /** The finished jobs: their outcomes, and what storing their files changed. */
  public PCollection<FinishedBulkJob> finishedJobs() {
    return jobs;
  }

  /**
   * Returns the rows of a report type, with the columns that the catalogue knows; names of other
   * columns are in the message of the file's outcome.
   *
   * @throws IllegalArgumentException if the read does not include the type, or has a store
   */
  public PCollection<Row> rows(String reportType) {
    PCollection<Row> ofType = rows.get(reportType);
    if (ofType == null) {
      throw new IllegalArgumentException(
          "this read emits no rows of '" + reportType + "', but of " + rows.keySet());
    }
    return ofType;
  }

  /** Returns the outcomes: one for each file, for each missing job, for each failed listing. */
  public PCollection<Outcome> outcomes() {
    return jobs.apply(
            "BulkOutcomes",
            FlatMapElements.into(TypeDescriptor.of(Outcome.class)).via(FinishedBulkJob::outcomes))
        .setSchema(
            OutcomeRow.SCHEMA, TypeDescriptor.of(Outcome.class), OutcomeRow::of, OutcomeRow::read);
  }

  @Override
  public Pipeline getPipeline() {
    return jobs.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    Map<TupleTag<?>, PValue> all = new LinkedHashMap<>();
    all.put(FetchBulkFilesFn.JOBS, jobs);
    rows.values().forEach(ofType -> all.putAll(ofType.expand()));
    return all;
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
