// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What a read gives: rows of each report, one outcome a planned request, and the finished shards
 * that the replacing sinks take. All bounded, in the global window.
 */
public final class ReadResult implements PInput, POutput {
  private static final TupleTag<FinishedShard> SHARDS = new TupleTag<>("finishedShards") {};

  private final PCollection<FinishedShard> shards;
  private final Map<String, ReportSchema> schemas;
  private final Map<String, PCollection<Row>> rows = new LinkedHashMap<>();
  private @Nullable PCollection<Outcome> outcomes;

  private ReadResult(PCollection<FinishedShard> shards, Map<String, ReportSchema> schemas) {
    this.shards = shards;
    this.schemas = schemas;
  }

  /**
   * A read that did not happen: finished shards from anywhere, such as a test of a sink.
   *
   * @param reports the reports whose shards there may be
   */
  public static ReadResult of(
      PCollection<FinishedShard> shards, Collection<ReportDefinition> reports) {
    Map<String, ReportSchema> schemas = new LinkedHashMap<>();
    reports.forEach(report -> schemas.put(report.name(), ReportSchema.of(report)));
    return new ReadResult(shards, schemas);
  }

  /** The read reports' tables by their names, in the order of the read. */
  public Map<String, ReportSchema> reports() {
    return Collections.unmodifiableMap(schemas);
  }

  /**
   * The rows of a report, with its schema: only of requests that were answered.
   *
   * @throws IllegalArgumentException if the read does not have the report
   */
  public PCollection<Row> rows(String reportName) {
    ReportSchema schema = schemas.get(reportName);
    if (schema == null) {
      throw new IllegalArgumentException(
          "this read has no report '" + reportName + "', but " + schemas.keySet());
    }
    return rows.computeIfAbsent(
        reportName,
        name ->
            shards
                .apply("Rows of " + name, ParDo.of(new RowsFn(name)))
                .setRowSchema(schema.schema()));
  }

  /** One outcome a planned request, whatever happened; its schema is the outcomes table's. */
  public PCollection<Outcome> outcomes() {
    if (outcomes == null) {
      outcomes =
          shards
              .apply("Outcomes", ParDo.of(new ExtractOutcomesFn()))
              .setSchema(
                  OutcomeRow.SCHEMA,
                  TypeDescriptor.of(Outcome.class),
                  OutcomeRow::of,
                  OutcomeRow::read);
    }
    return outcomes;
  }

  /** The shards, each an element that holds all its answers: what a replacing sink takes. */
  public PCollection<FinishedShard> finishedShards() {
    return shards;
  }

  /** Applies a sink that takes a whole read. */
  public <OutputT extends POutput> OutputT apply(
      String name, PTransform<? super ReadResult, OutputT> sink) {
    return Pipeline.applyTransform(name, this, sink);
  }

  @Override
  public Pipeline getPipeline() {
    return shards.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(SHARDS, shards);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}

  private static final class RowsFn extends DoFn<FinishedShard, Row> {
    private final String report;

    RowsFn(String report) {
      this.report = report;
    }

    @ProcessElement
    public void process(@Element FinishedShard shard, OutputReceiver<Row> out) {
      if (shard.shard().report().equals(report)) {
        shard.answers().forEach(answer -> answer.rows().forEach(out::output));
      }
    }
  }

  private static final class ExtractOutcomesFn extends DoFn<FinishedShard, Outcome> {
    @ProcessElement
    public void process(@Element FinishedShard shard, OutputReceiver<Outcome> out) {
      shard.answers().forEach(answer -> out.output(answer.outcome()));
    }
  }
}
