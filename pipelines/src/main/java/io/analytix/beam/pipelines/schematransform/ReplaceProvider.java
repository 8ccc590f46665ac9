// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.ReportsFile;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.SnapshotHistory;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptor;

/** A sink of finished shards as a schema transform. */
abstract class ReplaceProvider implements SchemaTransformProvider {
  /** Descriptions of fields that mean something else than their options. */
  static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "reportsFile",
          "The YAML file with the custom reports of the read. Required if it has any.",
          "outputDataset",
          "BigQuery dataset of the tables, as project:dataset; it must exist.");

  private static final String INPUT = "input";

  private final OptionFields fields;

  ReplaceProvider(OptionFields fields) {
    this.fields = fields;
  }

  /** Applies the sink; its output is the stored outcomes. */
  abstract PCollection<Outcome> store(ReadResult read, AnalytixOptions options);

  @Override
  public final Schema configurationSchema() {
    return fields.schema();
  }

  @Override
  public final List<String> inputCollectionNames() {
    return List.of(INPUT);
  }

  @Override
  public final List<String> outputCollectionNames() {
    return List.of(ErrorOutput.OUTCOMES);
  }

  @Override
  public final SchemaTransform from(Row configuration) {
    AnalytixOptions options = fields.options(configuration);
    String file = options.getReportsFile();
    List<ReportDefinition> own =
        OptionFields.check(() -> file == null ? List.of() : ReportsFile.read(file));
    return new Replace(this, options, own, ErrorOutput.of(configuration));
  }

  /** The reports and histories of these tables. */
  private static List<TableDefinition> reports(
      Map<String, Schema> tables, List<ReportDefinition> own, boolean keepRemovedTexts) {
    Map<String, TableDefinition> known = new LinkedHashMap<>();
    Stream.concat(own.stream(), Reports.builtInReports().stream())
        .map(report -> keepRemovedTexts ? report.keepingRemovedTexts() : report)
        .forEach(
            report -> {
              known.putIfAbsent(report.name(), report);
              SnapshotHistory.of(report)
                  .ifPresent(history -> known.putIfAbsent(history.name(), history));
            });
    List<TableDefinition> reports = new ArrayList<>();
    tables.forEach(
        (name, table) -> {
          TableDefinition report =
              Optional.ofNullable(known.get(name))
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "report '"
                                  + name
                                  + "' of the input is not built in: set reports_file to the file"
                                  + " of the read"));
          Schema expected = ReportSchema.of(report).schema();
          if (!table.getFieldNames().equals(expected.getFieldNames())
              || !table.typesEqual(expected)) {
            throw new IllegalArgumentException(
                "report '%s' of the input has the columns %s, but must have %s: set reports_file to the file of the read"
                    .formatted(name, table.getFieldNames(), expected.getFieldNames()));
          }
          reports.add(report);
        });
    return reports;
  }

  private static final class Replace extends SchemaTransform {
    private static final long serialVersionUID = 1L;

    private final transient ReplaceProvider provider;
    private final transient AnalytixOptions options;
    private final transient List<ReportDefinition> own;
    private final transient ErrorOutput errors;

    Replace(
        ReplaceProvider provider,
        AnalytixOptions options,
        List<ReportDefinition> own,
        ErrorOutput errors) {
      this.provider = provider;
      this.options = options;
      this.own = own;
      this.errors = errors;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      PCollection<Row> rows = input.getSinglePCollection();
      List<TableDefinition> reports =
          reports(ShardSchema.reports(rows.getSchema()), own, options.getKeepRemovedTexts());
      ShardSchema schema = ShardSchema.of(reports);
      PCollection<FinishedShard> shards =
          rows.apply(
                  "Shards",
                  MapElements.into(TypeDescriptor.of(FinishedShard.class)).via(schema::read))
              .setCoder(FinishedShard.coder(schema.tables()));
      return errors.add(
          PCollectionRowTuple.empty(input.getPipeline()),
          provider.store(ReadResult.of(shards, reports), options));
    }
  }
}
