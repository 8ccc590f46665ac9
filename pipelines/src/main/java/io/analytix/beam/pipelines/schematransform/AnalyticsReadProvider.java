// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.ReadResult;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.bigquery.BigQueryOutput;
import io.analytix.beam.pipelines.bigquery.CompatibilityViews;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.report.TableDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/** {@code AnalytixIO.read()} as a schema transform. */
public final class AnalyticsReadProvider implements SchemaTransformProvider {
  /** The name of the output with the finished shards, which the sinks take. */
  static final String SHARDS = "shards";

  private static final OptionFields FIELDS =
      new OptionFields(
          List.of("tokenRecords", "clientSecrets"),
          List.of(
              "reports",
              "reportsFile",
              "history",
              "channels",
              "startDate",
              "endDate",
              "lookbackDays",
              "refetch",
              "backfillFrom",
              "resume",
              "output",
              "outputDataset",
              "queriesPerMinute",
              "queriesPerMinutePerChannel",
              "queriesPerDay",
              "dataApiUnitsPerDay",
              "rowsPerRequest",
              "maxInFlight",
              "youtubeAnalyticsEndpoint",
              "youtubeDataEndpoint",
              "secretManagerEndpoint"),
          Map.of(
              "output",
              "Folder, or gs://BUCKET/FOLDER, with the outcomes of earlier runs, which --refetch,"
                  + " --resume, --backfillFrom and --queriesPerDay take into account: that to which"
                  + " the shards are written. Default: there are no earlier runs.",
              "outputDataset",
              "BigQuery dataset with the outcomes of earlier runs, as project:dataset, instead of"
                  + " --output."));

  @Override
  public String identifier() {
    return "beam:schematransform:io.analytix:youtube_analytics_read:v1";
  }

  @Override
  public String description() {
    return "Reads reports of many YouTube channels from the YouTube Analytics API, with one OAuth"
        + " token record per channel. For each report there is an output of its name with the"
        + " rows. The output 'outcomes' has one row for each planned request; the output 'shards'"
        + " is the input of the transforms that replace tables. The configuration names secrets"
        + " and never holds them.";
  }

  @Override
  public Schema configurationSchema() {
    return FIELDS.schema();
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(ErrorOutput.OUTCOMES, SHARDS);
  }

  @Override
  public SchemaTransform from(Row configuration) {
    AnalytixOptions options = FIELDS.options(configuration);
    return OptionFields.check(
        () -> {
          RunConfiguration run = RunConfiguration.of(options, Clock.systemUTC());
          return new Read(
              run.read(),
              run.tables(),
              run.history(),
              options.getOutput(),
              options.getOutputDataset(),
              ErrorOutput.of(configuration));
        });
  }

  private static final class Read extends SchemaTransform {
    private static final long serialVersionUID = 1L;

    private final AnalytixIO.Read read;
    private final transient List<TableDefinition> tables;
    private final boolean history;
    private final @Nullable String folder;
    private final @Nullable String dataset;
    private final transient ErrorOutput errors;

    Read(
        AnalytixIO.Read read,
        List<TableDefinition> tables,
        boolean history,
        @Nullable String folder,
        @Nullable String dataset,
        ErrorOutput errors) {
      this.read = read;
      this.tables = tables;
      this.history = history;
      this.folder = folder;
      this.dataset = dataset;
      this.errors = errors;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      Pipeline pipeline = input.getPipeline();
      ReadResult answered = pipeline.apply("ReadReports", withEarlier(pipeline.getOptions()));
      ReadResult result = history ? answered.withHistory() : answered;
      PCollectionRowTuple outputs = PCollectionRowTuple.empty(pipeline);
      for (TableDefinition table : tables) {
        outputs = ErrorOutput.and(outputs, table.name(), result.rows(table.name()));
      }
      ShardSchema schema = ShardSchema.of(tables);
      outputs =
          ErrorOutput.and(
              outputs,
              SHARDS,
              result
                  .finishedShards()
                  .apply("ShardRows", MapElements.into(TypeDescriptors.rows()).via(schema::row))
                  .setRowSchema(schema.schema()));
      return errors.add(outputs, result.outcomes());
    }

    private AnalytixIO.Read withEarlier(PipelineOptions options) {
      if (dataset != null) {
        return read.withEarlierOutcomes(
            new BigQueryOutput(dataset, CompatibilityViews.NONE, options).earlierOutcomes());
      }
      return folder == null
          ? read
          : read.withEarlierOutcomes(ParquetOutput.at(folder, options).earlierOutcomes());
    }
  }
}
