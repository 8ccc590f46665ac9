// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;

/** What a run is told. Addresses and names only: never a token, never a secret's text. */
public interface AnalytixOptions extends PipelineOptions {

  @Validation.Required
  @Description(
      "Where the token records are: file:DIR, a folder with one JSON file per channel, or"
          + " secretmanager:projects/PROJECT/secrets/PREFIX*, one secret per channel, optionally"
          + " followed by ;labels.KEY=VALUE.")
  @TemplateParameter(label = "Token records", regexes = "^secretmanager:projects/[^/]+/secrets/.+$")
  @Nullable String getTokenRecords();

  void setTokenRecords(@Nullable String value);

  @Validation.Required
  @Description(
      "The OAuth client as Google's console hands it out: file:PATH, or"
          + " secretmanager:projects/PROJECT/secrets/NAME.")
  @TemplateParameter(label = "OAuth client", regexes = "^secretmanager:projects/[^/]+/secrets/.+$")
  @Nullable String getClientSecrets();

  void setClientSecrets(@Nullable String value);

  @Description("Built-in reports, separated by commas.")
  @Default.String("channel_daily")
  @TemplateParameter(
      label = "Built-in reports",
      regexes = "^ *[a-z][a-z0-9_]* *(, *[a-z][a-z0-9_]* *)*$")
  String getReports();

  void setReports(String value);

  @Description("A YAML file with own reports, which are read besides those of --reports.")
  @TemplateParameter(
      label = "File with own reports",
      type = "GCS_READ_FILE",
      regexes = "^gs://[^/]+/.+$")
  @Nullable String getReportsFile();

  void setReportsFile(@Nullable String value);

  @Description(
      "Only these channels: channel ids or record names, separated by commas. Default: all.")
  @TemplateParameter(label = "Channels", regexes = "^ *[A-Za-z0-9_-]+ *(, *[A-Za-z0-9_-]+ *)*$")
  @Nullable String getChannels();

  void setChannels(@Nullable String value);

  @Description("First day to ask for, Pacific time. Default: each report's look-back.")
  @TemplateParameter(label = "First day", regexes = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  @Nullable String getStartDate();

  void setStartDate(@Nullable String value);

  @Description("Last day to ask for, Pacific time. Default: yesterday.")
  @TemplateParameter(label = "Last day", regexes = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  @Nullable String getEndDate();

  void setEndDate(@Nullable String value);

  @Description(
      "How many days to ask for when there is no --startDate. Default: 45 for reports with the day"
          + " dimension, 5 for reports where each day is a request.")
  @TemplateParameter(label = "Days to look back", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  @Nullable Integer getLookbackDays();

  void setLookbackDays(@Nullable Integer value);

  @Description(
      "First day to ask for, Pacific time, of every channel and report that was never answered yet,"
          + " going by the outcomes in the output. Default: none is asked for more than others.")
  @TemplateParameter(label = "First day of a back-fill", regexes = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  @Nullable String getBackfillFrom();

  void setBackfillFrom(@Nullable String value);

  @Description(
      "Go on where earlier runs with the same dates ended, going by the outcomes in the output: what"
          + " was answered is not asked again, what was deferred comes first.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Go on where earlier runs ended", type = "BOOLEAN")
  boolean getResume();

  void setResume(boolean value);

  @Description(
      "The instant from which the default dates are counted, such as 2026-03-15T12:00:00Z.")
  @NotInTemplate("the default dates are counted from when the job is made")
  @Nullable String getAsOf();

  void setAsOf(@Nullable String value);

  @Description("What gets the Parquet files: a folder, or gs://BUCKET/FOLDER in Cloud Storage.")
  @TemplateParameter(
      label = "Folder for Parquet",
      type = "GCS_WRITE_FOLDER",
      regexes = "^gs://[^/]+(/.*)?$")
  @Nullable String getOutput();

  void setOutput(@Nullable String value);

  @Description(
      "The BigQuery dataset that gets the tables, as project:dataset; it must be there. One of"
          + " --output and --outputDataset.")
  @TemplateParameter(
      label = "BigQuery dataset",
      regexes = "^([a-z0-9.-]+:)?[a-z][a-z0-9-]+[:.][A-Za-z0-9_]+$")
  @Nullable String getOutputDataset();

  void setOutputDataset(@Nullable String value);

  @Description(
      "Views in --outputDataset for models that were written for another loader: fivetran for"
          + " Fivetran's dbt package for YouTube Analytics, or none.")
  @Default.String("none")
  @TemplateParameter(label = "Compatibility views", regexes = "^(none|fivetran)$")
  String getCompatibilityViews();

  void setCompatibilityViews(String value);

  @Description(
      "Take the lock of --outputDataset, or of an --output in Cloud Storage, from a run that died"
          + " without giving it back, where nobody can tell that it did.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Break the lock", type = "BOOLEAN")
  boolean getBreakLock();

  void setBreakLock(boolean value);

  @Description(
      "The most requests in any 60 seconds, retries included. Google publishes no number; the"
          + " default is a guess. Yours: Google Cloud console, IAM & Admin, Quotas.")
  @Default.Integer(600)
  @TemplateParameter(label = "Requests a minute", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getQueriesPerMinute();

  void setQueriesPerMinute(int value);

  @Description(
      "The most requests for one channel in any 60 seconds. Default: no limit but the project's.")
  @TemplateParameter(
      label = "Requests a minute of one channel",
      type = "NUMBER",
      regexes = "^[1-9][0-9]*$")
  @Nullable Integer getQueriesPerMinutePerChannel();

  void setQueriesPerMinutePerChannel(@Nullable Integer value);

  @Description(
      "The most requests in a Pacific day, retries and earlier runs included, going by the outcomes"
          + " in the output. What does not fit is deferred. Google publishes no number; the default"
          + " is a guess.")
  @Default.Integer(50_000)
  @TemplateParameter(label = "Requests a day", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getQueriesPerDay();

  void setQueriesPerDay(int value);

  @Description(
      "The most calls of the YouTube Data API that a run makes in a Pacific day, to list what channels"
          + " have uploaded. What does not fit is deferred. 10000 is what Google gives a project.")
  @Default.Integer(10_000)
  @TemplateParameter(label = "Data API units a day", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getDataApiUnitsPerDay();

  void setDataApiUnitsPerDay(int value);

  @Description(
      "How many rows a request about every video may ask for at most: videos times days. An answer"
          + " that was cut is noticed and asked again in halves.")
  @Default.Integer(50_000)
  @TemplateParameter(
      label = "Rows a request about videos",
      type = "NUMBER",
      regexes = "^[1-9][0-9]*$")
  int getRowsPerRequest();

  void setRowsPerRequest(int value);

  @Description("The most calls in flight at a time.")
  @Default.Integer(32)
  @TemplateParameter(label = "Calls in flight", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getMaxInFlight();

  void setMaxInFlight(int value);

  // Dataflow's runner has an option of this name, and one process has one default for both.
  @Description(
      "Root of the YouTube Analytics API, by default Google's; another address only for tests on"
          + " this machine.")
  @Default.String("https://dataflow.googleapis.com/")
  @NotInTemplate("there is no address but Google's")
  String getApiRootUrl();

  void setApiRootUrl(String value);

  @Description(
      "Root of the YouTube Data API, by default Google's; another address only for tests on this"
          + " machine.")
  @Default.String("https://youtube.googleapis.com")
  @NotInTemplate("there is no address but Google's")
  String getDataApiRootUrl();

  void setDataApiRootUrl(String value);

  @Description(
      "Secret Manager at host:port; only for tests on this machine, without encryption or"
          + " credentials.")
  @NotInTemplate("there is no address but Google's")
  @Nullable String getSecretManagerEndpoint();

  void setSecretManagerEndpoint(@Nullable String value);

  @Description(
      "When to fail the job after everything is stored: none, any (a failed request), or above a"
          + " percentage of failed requests.")
  @Default.String("none")
  @TemplateParameter(
      label = "When to fail the job",
      regexes = "^(none|any|[0-9]{1,3}([.][0-9]+)?%?)$")
  String getFailOn();

  void setFailOn(String value);

  @Description("Show stack traces and the debug log.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Debug log", type = "BOOLEAN")
  boolean getVerbose();

  void setVerbose(boolean value);
}
