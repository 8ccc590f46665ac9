// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** What a run is told. Addresses and names only: never a token, never a secret's text. */
public interface AnalytixOptions extends PipelineOptions {

  @Description("Where the token records are: file:DIR, a folder with one JSON file per channel.")
  @Nullable String getTokenRecords();

  void setTokenRecords(@Nullable String value);

  @Description("The OAuth client as Google's console hands it out: file:PATH.")
  @Nullable String getClientSecrets();

  void setClientSecrets(@Nullable String value);

  @Description("Built-in reports, separated by commas.")
  @Default.String("channel_daily")
  String getReports();

  void setReports(String value);

  @Description("A YAML file with own reports, which are read besides those of --reports.")
  @Nullable String getReportsFile();

  void setReportsFile(@Nullable String value);

  @Description(
      "Only these channels: channel ids or record names, separated by commas. Default: all.")
  @Nullable String getChannels();

  void setChannels(@Nullable String value);

  @Description("First day to ask for, Pacific time. Default: each report's look-back.")
  @Nullable String getStartDate();

  void setStartDate(@Nullable String value);

  @Description("Last day to ask for, Pacific time. Default: yesterday.")
  @Nullable String getEndDate();

  void setEndDate(@Nullable String value);

  @Description(
      "How many days to ask for when there is no --startDate. Default: 45 for reports with the day"
          + " dimension, 5 for reports where each day is a request.")
  @Nullable Integer getLookbackDays();

  void setLookbackDays(@Nullable Integer value);

  @Description(
      "First day to ask for, Pacific time, of every channel and report that was never answered yet,"
          + " going by the outcomes in the output. Default: none is asked for more than others.")
  @Nullable String getBackfillFrom();

  void setBackfillFrom(@Nullable String value);

  @Description(
      "Go on where earlier runs with the same dates ended, going by the outcomes in the output: what"
          + " was answered is not asked again, what was deferred comes first.")
  @Default.Boolean(false)
  boolean getResume();

  void setResume(boolean value);

  @Description(
      "The instant from which the default dates are counted, such as 2026-03-15T12:00:00Z.")
  @Nullable String getAsOf();

  void setAsOf(@Nullable String value);

  @Description("The folder that gets the Parquet files.")
  @Nullable String getOutput();

  void setOutput(@Nullable String value);

  @Description(
      "The most requests in any 60 seconds, retries included. Google publishes no number; the"
          + " default is a guess. Yours: Google Cloud console, IAM & Admin, Quotas.")
  @Default.Integer(600)
  int getQueriesPerMinute();

  void setQueriesPerMinute(int value);

  @Description(
      "The most requests for one channel in any 60 seconds. Default: no limit but the project's.")
  @Nullable Integer getQueriesPerMinutePerChannel();

  void setQueriesPerMinutePerChannel(@Nullable Integer value);

  @Description(
      "The most requests in a Pacific day, retries and earlier runs included, going by the outcomes"
          + " in the output. What does not fit is deferred. Google publishes no number; the default"
          + " is a guess.")
  @Default.Integer(50_000)
  int getQueriesPerDay();

  void setQueriesPerDay(int value);

  @Description(
      "The most calls of the YouTube Data API in a Pacific day, to list what channels have uploaded."
          + " What does not fit is deferred. 10000 is what Google gives a project.")
  @Default.Integer(10_000)
  int getDataApiUnitsPerDay();

  void setDataApiUnitsPerDay(int value);

  @Description(
      "How many rows a request about every video may ask for at most: videos times days. An answer"
          + " that was cut is noticed and asked again in halves.")
  @Default.Integer(50_000)
  int getRowsPerRequest();

  void setRowsPerRequest(int value);

  @Description("The most calls in flight at a time.")
  @Default.Integer(32)
  int getMaxInFlight();

  void setMaxInFlight(int value);

  @Description("Root of the YouTube Analytics API; another address only for tests on this machine.")
  @Default.String("https://youtubeanalytics.googleapis.com")
  String getApiRootUrl();

  void setApiRootUrl(String value);

  @Description("Root of the YouTube Data API; another address only for tests on this machine.")
  @Default.String("https://youtube.googleapis.com")
  String getDataApiRootUrl();

  void setDataApiRootUrl(String value);

  @Description(
      "When to fail the job after everything is stored: none, any (a failed request), or above a"
          + " percentage of failed requests.")
  @Default.String("none")
  String getFailOn();

  void setFailOn(String value);

  @Description("Show stack traces and the debug log.")
  @Default.Boolean(false)
  boolean getVerbose();

  void setVerbose(boolean value);
}
