// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.views;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.report.Reports;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;
import org.apache.beam.sdk.schemas.transforms.Filter;
import org.apache.beam.sdk.schemas.transforms.Group;
import org.apache.beam.sdk.schemas.transforms.Select;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.ToJson;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** Stores the daily figures of many channels, their total views, and what could not be fetched. */
public final class ChannelViews {
  private static final String REPORT = "channel_daily";

  /** Requests that have no rows now and should have some. */
  private static final Set<Status> DEAD = EnumSet.of(Status.FAILED, Status.DEFERRED);

  private ChannelViews() {}

  /** The options of this pipeline, beside those of Beam and of the runner. */
  public interface Options extends PipelineOptions {
    @Description("Folder with one token record per channel")
    @Validation.Required
    String getTokens();

    void setTokens(String folder);

    @Description("File with the OAuth client, as downloaded from Google's console")
    @Validation.Required
    String getClient();

    void setClient(String file);

    @Description("First Pacific day")
    @Validation.Required
    String getFirst();

    void setFirst(String day);

    @Description("Last Pacific day")
    @Validation.Required
    String getLast();

    void setLast(String day);

    @Description("Folder for the tables, the totals and the dead letters")
    @Default.String("views")
    String getFolder();

    void setFolder(String folder);
  }

  public static void main(String[] args) {
    PipelineOptionsFactory.register(Options.class);
    Options options = PipelineOptionsFactory.fromArgs(args).withValidation().as(Options.class);
    pipeline(options, read(options)).run().waitUntilFinish();
  }

  static AnalytixIO.Read read(Options options) {
    return AnalytixIO.read()
        .withTokenStore(FileTokenStore.in(options.getTokens()))
        .withClientSecrets(ClientSecretsSource.file(options.getClient()))
        .withReports(Reports.find(REPORT).orElseThrow())
        .withDates(LocalDate.parse(options.getFirst()), LocalDate.parse(options.getLast()))
        .withQuota(Quota.perMinute(600));
  }

  static Pipeline pipeline(Options options, AnalytixIO.Read read) {
    Pipeline pipeline = Pipeline.create(options);
    ReadResult result = pipeline.apply("ReadReports", read);

    // The rows as they are. A day that YouTube revises is replaced, never there twice.
    result.apply("Store", ReplaceInParquet.to(options.getFolder() + "/tables"));

    // A transform on rows. Each report is a PCollection with a schema.
    PCollection<Row> rows = result.rows(REPORT);
    rows.apply(
            "AddUp",
            Group.<Row>byFieldNames("channel_id").aggregateField("views", Sum.ofLongs(), "views"))
        .apply("Flatten", Select.fieldNames("key.channel_id", "value.views"))
        .apply("TotalToJson", ToJson.of())
        .apply("WriteTotals", json(options, "totals"));

    // Dead letters: each request without rows, why, and what to do about it.
    PCollection<Outcome> outcomes = result.outcomes();
    outcomes
        .apply(
            "KeepDead",
            Filter.<Outcome>create()
                .whereFieldName("status", status -> DEAD.contains(Status.valueOf((String) status))))
        .apply(
            "Explain",
            Select.fieldNames("token_record", "report", "status", "cause", "message", "remedy"))
        .apply("DeadToJson", ToJson.of())
        .apply("WriteDeadLetters", json(options, "dead-letters"));
    return pipeline;
  }

  private static TextIO.Write json(Options options, String name) {
    return TextIO.write()
        .to(options.getFolder() + "/" + name)
        .withSuffix(".json")
        .withoutSharding();
  }
}
