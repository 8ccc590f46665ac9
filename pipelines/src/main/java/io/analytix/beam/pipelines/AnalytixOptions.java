// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run. They hold names and addresses only, never a token or the text of a secret.
 */
public interface AnalytixOptions extends PipelineOptions {

  @Validation.Required
  @Description(
      "Location of the token records: file:DIR, a folder with one JSON file per channel, or"
          + " secretmanager:projects/PROJECT/secrets/PREFIX*, one secret per channel, optionally"
          + " followed by ;labels.KEY=VALUE.")
  @TemplateParameter(label = "Token records", regexes = "^secretmanager:projects/[^/]+/secrets/.+$")
  @Nullable String getTokenRecords();

  void setTokenRecords(@Nullable String value);

  @Validation.Required
  @Description(
      "The OAuth client's JSON file from the Google Cloud console: file:PATH, or"
          + " secretmanager:projects/PROJECT/secrets/NAME.")
  @TemplateParameter(label = "OAuth client", regexes = "^secretmanager:projects/[^/]+/secrets/.+$")
  @Nullable String getClientSecrets();

  void setClientSecrets(@Nullable String value);

  @Description(
      "Regions of the secrets that authorise and channels add create in Secret Manager, separated by"
          + " commas, such as europe-west1. Default: automatic replication.")
  @NotInTemplate("the job creates no secrets")
  @Nullable String getSecretLocations();

  void setSecretLocations(@Nullable String value);

  @Description("Built-in reports, separated by commas.")
  @Default.InstanceFactory(DefaultReports.class)
  @TemplateParameter(
      label = "Built-in reports",
      regexes = "^( *[a-z][a-z0-9_]* *(, *[a-z][a-z0-9_]* *)*)?$")
  String getReports();

  void setReports(String value);

  @Description("A YAML file with custom reports, which are fetched in addition to --reports.")
  @TemplateParameter(
      label = "File with custom reports",
      type = "GCS_READ_FILE",
      regexes = "^gs://[^/]+/.+$")
  @Nullable String getReportsFile();

  void setReportsFile(@Nullable String value);

  @Description(
      "Also keep the counts of each day: tables channels_history and videos_history with the"
          + " subscribers, views, videos, likes and comments as of each day's run. Requires the"
          + " report channels or videos; costs no further request.")
  @Default.Boolean(false)
  @TemplateParameter(label = "History of the counts", type = "BOOLEAN")
  boolean getHistory();

  void setHistory(boolean value);

  @Description(
      "Keep the texts and counts of videos that are no longer listed. By default their rows keep"
          + " only the id and removed_at, because YouTube's terms want such data deleted within 30"
          + " days.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Keep the texts of removed videos", type = "BOOLEAN")
  boolean getKeepRemovedTexts();

  void setKeepRemovedTexts(boolean value);

  @Description(
      "Report types of the YouTube Reporting API, separated by commas, such as channel_basic_a3."
          + " Their bulk files are fetched; then --reports has no default. 'analytix jobs types'"
          + " lists them.")
  @TemplateParameter(
      label = "Bulk report types",
      regexes = "^ *[a-z][a-z0-9_]* *(, *[a-z][a-z0-9_]* *)*$")
  @Nullable String getBulkReports();

  void setBulkReports(@Nullable String value);

  @Description(
      "Create missing jobs of --bulkReports. YouTube generates files only for days from 30 days"
          + " before a job was created.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Create bulk jobs", type = "BOOLEAN")
  boolean getCreateJobs();

  void setCreateJobs(boolean value);

  @Description(
      "Only these channels: channel ids or record names, separated by commas. Default: all.")
  @TemplateParameter(label = "Channels", regexes = "^ *[A-Za-z0-9_-]+ *(, *[A-Za-z0-9_-]+ *)*$")
  @Nullable String getChannels();

  void setChannels(@Nullable String value);

  @Description("First day to fetch, Pacific time. Default: each report's look-back window.")
  @TemplateParameter(label = "First day", regexes = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  @Nullable String getStartDate();

  void setStartDate(@Nullable String value);

  @Description("Last day to fetch, Pacific time. Default: yesterday.")
  @TemplateParameter(label = "Last day", regexes = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  @Nullable String getEndDate();

  void setEndDate(@Nullable String value);

  @Description(
      "Number of days to fetch if --startDate is not set. Default: 45 for reports with the day"
          + " dimension, 28 for reports that send one request per day.")
  @TemplateParameter(label = "Days to look back", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  @Nullable Integer getLookbackDays();

  void setLookbackDays(@Nullable Integer value);

  @Description(
      "Which days of the look-back window to request again, of reports that send one request per day:"
          + " changed (those whose figures in channel_daily have changed since their last response),"
          + " settled (the same, once the figures are equal in two runs in a row) or always. With"
          + " --startDate all days are requested.")
  @Default.String("changed")
  @TemplateParameter(label = "Days to request again", regexes = "^(changed|settled|always)$")
  String getRefetch();

  void setRefetch(String value);

  @Description(
      "Also fetch every day since this one, Pacific time, for which no earlier run in the output has"
          + " a response, for each channel and report.")
  @TemplateParameter(label = "First day of the backfill", regexes = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  @Nullable String getBackfillFrom();

  void setBackfillFrom(@Nullable String value);

  @Description(
      "Skip requests that earlier runs with the same dates completed, and send deferred requests"
          + " first. Uses the outcomes in the output.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Resume earlier runs", type = "BOOLEAN")
  boolean getResume();

  void setResume(boolean value);

  @Description(
      "The instant from which the default dates are counted, such as 2026-03-15T12:00:00Z.")
  @NotInTemplate("the default dates are counted from the creation of the job")
  @Nullable String getAsOf();

  void setAsOf(@Nullable String value);

  @Description(
      "Output location of the Parquet files: a folder, or gs://BUCKET/FOLDER in Cloud Storage.")
  @TemplateParameter(
      label = "Folder for Parquet",
      type = "GCS_WRITE_FOLDER",
      regexes = "^gs://[^/]+(/.*)?$")
  @Nullable String getOutput();

  void setOutput(@Nullable String value);

  @Description(
      "Also keep in --output one file per report and month with the rows of all channels, for"
          + " readers: _months/REPORT/YYYY-MM.parquet.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Month files", type = "BOOLEAN")
  boolean getMonthFiles();

  void setMonthFiles(boolean value);

  @Description(
      "Folder, or gs://BUCKET/FOLDER, in which each bulk file is also kept as it was served,"
          + " because YouTube deletes it after 60 days.")
  @TemplateParameter(
      label = "Archive of bulk files",
      type = "GCS_WRITE_FOLDER",
      regexes = "^gs://[^/]+(/.*)?$")
  @Nullable String getArchive();

  void setArchive(@Nullable String value);

  @Description(
      "BigQuery dataset of the tables, as project:dataset; it must exist. Set either --output or"
          + " --outputDataset.")
  @TemplateParameter(
      label = "BigQuery dataset",
      regexes = "^([a-z0-9.-]+:)?[a-z][a-z0-9-]+[:.][A-Za-z0-9_]+$")
  @Nullable String getOutputDataset();

  void setOutputDataset(@Nullable String value);

  @Description(
      "Views in --outputDataset for models written for another loader: fivetran for"
          + " Fivetran's dbt package for YouTube Analytics, or none.")
  @Default.String("none")
  @TemplateParameter(label = "Compatibility views", regexes = "^(none|fivetran)$")
  String getCompatibilityViews();

  void setCompatibilityViews(String value);

  @Description(
      "Take over the lock of --outputDataset, or of an --output in Cloud Storage, from a run that"
          + " has died, if analytix cannot verify this itself.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Take over the lock", type = "BOOLEAN")
  boolean getBreakLock();

  void setBreakLock(boolean value);

  @Description(
      "Maximum requests in any 60 seconds, retries included. Google does not publish the limit; the"
          + " default is an estimate. Look up yours in the Google Cloud console, IAM & Admin,"
          + " Quotas.")
  @Default.Integer(600)
  @TemplateParameter(label = "Requests per minute", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getQueriesPerMinute();

  void setQueriesPerMinute(int value);

  @Description("Maximum requests for one channel in any 60 seconds. Default: no per-channel limit.")
  @TemplateParameter(
      label = "Requests per minute and channel",
      type = "NUMBER",
      regexes = "^[1-9][0-9]*$")
  @Nullable Integer getQueriesPerMinutePerChannel();

  void setQueriesPerMinutePerChannel(@Nullable Integer value);

  @Description(
      "Maximum requests per Pacific day, including retries and the requests of earlier runs whose"
          + " outcomes are in the output. Requests beyond it are deferred. Google does not publish"
          + " the limit; the default is an estimate.")
  @Default.Integer(50_000)
  @TemplateParameter(label = "Requests per day", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getQueriesPerDay();

  void setQueriesPerDay(int value);

  @Description(
      "Maximum requests to the YouTube Reporting API in any 60 seconds, retries included. Google"
          + " does not publish the limit; the default is what other vendors cite.")
  @Default.Integer(60)
  @TemplateParameter(label = "Bulk requests per minute", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getBulkQueriesPerMinute();

  void setBulkQueriesPerMinute(int value);

  @Description(
      "Maximum requests to the YouTube Reporting API per Pacific day, including retries. Files"
          + " beyond it are deferred. Google does not publish the limit; the default is what other"
          + " vendors cite.")
  @Default.Integer(20_000)
  @TemplateParameter(label = "Bulk requests per day", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getBulkQueriesPerDay();

  void setBulkQueriesPerDay(int value);

  @Description(
      "Maximum units of the YouTube Data API per Pacific day: calls that list channels, videos and"
          + " playlists, those of earlier runs included. Requests beyond it are deferred. Google's"
          + " default for a project is 10000.")
  @Default.Integer(10_000)
  @TemplateParameter(label = "Data API units per day", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getDataApiUnitsPerDay();

  void setDataApiUnitsPerDay(int value);

  @Description(
      "Maximum rows that a request about every video may return: videos times days. If a response"
          + " is truncated, the request is split in two.")
  @Default.Integer(50_000)
  @TemplateParameter(
      label = "Rows per request about videos",
      type = "NUMBER",
      regexes = "^[1-9][0-9]*$")
  int getRowsPerRequest();

  void setRowsPerRequest(int value);

  @Description("Maximum concurrent requests.")
  @Default.Integer(32)
  @TemplateParameter(label = "Concurrent requests", type = "NUMBER", regexes = "^[1-9][0-9]*$")
  int getMaxInFlight();

  void setMaxInFlight(int value);

  @Description(
      "Address of the YouTube Analytics API. Default: Google's; other addresses are for tests on"
          + " this machine.")
  @Default.String("https://youtubeanalytics.googleapis.com")
  @NotInTemplate("only Google's address can be used")
  String getYoutubeAnalyticsEndpoint();

  void setYoutubeAnalyticsEndpoint(String value);

  @Description(
      "Address of the YouTube Data API. Default: Google's; other addresses are for tests on this"
          + " machine.")
  @Default.String("https://youtube.googleapis.com")
  @NotInTemplate("only Google's address can be used")
  String getYoutubeDataEndpoint();

  void setYoutubeDataEndpoint(String value);

  @Description(
      "Address of the YouTube Reporting API. Default: Google's; other addresses are for tests on"
          + " this machine.")
  @Default.String("https://youtubereporting.googleapis.com")
  @NotInTemplate("only Google's address can be used")
  String getYoutubeReportingEndpoint();

  void setYoutubeReportingEndpoint(String value);

  @Description(
      "Secret Manager at host:port, without encryption or credentials; for tests on this machine.")
  @NotInTemplate("only Google's address can be used")
  @Nullable String getSecretManagerEndpoint();

  void setSecretManagerEndpoint(@Nullable String value);

  @Description(
      "When to fail the job after all results are stored: none (never), any (if a request failed),"
          + " or the percentage of failed requests above which it fails.")
  @Default.String("none")
  @TemplateParameter(
      label = "When to fail the job",
      regexes = "^(none|any|[0-9]{1,3}([.][0-9]+)?%?)$")
  String getFailOn();

  void setFailOn(String value);

  @Description("Print stack traces and the debug log.")
  @Default.Boolean(false)
  @TemplateParameter(label = "Debug log", type = "BOOLEAN")
  boolean getVerbose();

  void setVerbose(boolean value);
}
