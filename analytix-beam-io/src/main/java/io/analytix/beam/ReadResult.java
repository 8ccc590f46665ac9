// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.SnapshotHistory;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The result of a read: the rows of each report, one outcome for each planned request, and the
 * finished shards, which the replacing sinks take. All collections are bounded and in the global
 * window.
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
   * Creates a result from any finished shards, for example in the test of a sink.
   *
   * @param reports the reports of the shards
   */
  public static ReadResult of(
      PCollection<FinishedShard> shards, Collection<? extends TableDefinition> reports) {
    Map<String, ReportSchema> schemas = new LinkedHashMap<>();
    reports.forEach(report -> schemas.put(report.name(), ReportSchema.of(report)));
    return new ReadResult(shards, schemas);
  }

  /**
   * Returns the results of both, for one sink: so they are stored under one lock.
   *
   * @throws IllegalArgumentException if both have a table of the same name
   */
  public ReadResult and(ReadResult other) {
    Map<String, ReportSchema> all = new LinkedHashMap<>(schemas);
    Map<String, Schema> rowSchemas = new LinkedHashMap<>();
    other.schemas.forEach(
        (name, schema) -> {
          if (all.put(name, schema) != null) {
            throw new IllegalArgumentException("both results have a table '" + name + "'");
          }
        });
    all.forEach((name, schema) -> rowSchemas.put(name, schema.schema()));
    Coder<FinishedShard> coder = FinishedShard.coder(rowSchemas);
    String names = String.join(", ", other.schemas.keySet());
    return new ReadResult(
        PCollectionList.of(recoded(shards, "Shards before " + names, coder))
            .and(recoded(other.shards, "Shards of " + names, coder))
            .apply("With " + names, Flatten.pCollections())
            .setCoder(coder),
        all);
  }

  /**
   * Returns the same with the {@linkplain SnapshotHistory history} of each snapshot of channels or
   * videos: a table {@code REPORT_history} with the counts of the Pacific day on which the response
   * arrived. It costs no request. Its outcomes have {@code requests} 0.
   *
   * @throws IllegalArgumentException if there is no such snapshot, or a report has the name of a
   *     history
   */
  public ReadResult withHistory() {
    Map<String, DerivedTable> histories = new LinkedHashMap<>();
    Map<String, ReportSchema> all = new LinkedHashMap<>(schemas);
    Map<String, Schema> rowSchemas = new LinkedHashMap<>();
    schemas.forEach(
        (name, schema) -> {
          if (schema.definition() instanceof ReportDefinition report) {
            SnapshotHistory.of(report).ifPresent(history -> histories.put(name, history));
          }
        });
    if (histories.isEmpty()) {
      throw new IllegalArgumentException(
          "no report has a history: it needs a snapshot of channels or videos, not only "
              + schemas.keySet());
    }
    for (DerivedTable history : histories.values()) {
      if (all.put(history.name(), ReportSchema.of(history)) != null) {
        throw new IllegalArgumentException(
            "the report '" + history.name() + "' has the name of a history: rename it");
      }
    }
    all.forEach((name, schema) -> rowSchemas.put(name, schema.schema()));
    return new ReadResult(
        shards
            .apply("AddHistory", ParDo.of(new HistoryFn(histories)))
            .setCoder(FinishedShard.coder(rowSchemas)),
        all);
  }

  /** A coder knows the reports of its shards only. */
  private static PCollection<FinishedShard> recoded(
      PCollection<FinishedShard> shards, String name, Coder<FinishedShard> coder) {
    return shards
        .apply(
            name,
            MapElements.into(TypeDescriptor.of(FinishedShard.class))
                .via((FinishedShard shard) -> shard))
        .setCoder(coder);
  }

  /** Returns the schemas of the reports by their names, in the order of the read. */
  public Map<String, ReportSchema> reports() {
    return Collections.unmodifiableMap(schemas);
  }

  /**
   * Returns the rows of a report, with its schema. Requests that failed or were deferred have none.
   *
   * @throws IllegalArgumentException if the read does not include the report
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

  /**
   * Returns one outcome for each planned request, also for those that failed or were deferred. The
   * schema is that of the outcomes table.
   */
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

  /**
   * Returns the finished shards, which a replacing sink takes: each element holds all answers of
   * its shard.
   */
  public PCollection<FinishedShard> finishedShards() {
    return shards;
  }

  /** Applies a sink to this result. */
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
