// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.List;

/**
 * A group of the pipelines' options in the help and in the template's form.
 *
 * @param heading the line above the group
 * @param options names, each with the label of its value after an equals sign
 */
public record OptionGroup(String heading, List<String> options) {
  /** The groups in the order of the help. */
  public static final List<OptionGroup> ALL =
      List.of(
          group(
              "Credentials and channels:",
              "tokenRecords=LOCATION",
              "clientSecrets=LOCATION",
              "secretLocations=REGIONS",
              "channels=LIST"),
          group(
              "Reports:",
              "reports=LIST",
              "reportsFile=PATH",
              "history",
              "keepRemovedTexts",
              "bulkReports=LIST",
              "createJobs"),
          group(
              "Dates, Pacific time:",
              "startDate=DAY",
              "endDate=DAY",
              "lookbackDays=N",
              "refetch=WHICH",
              "backfillFrom=DAY",
              "asOf=INSTANT"),
          group(
              "Output:",
              "output=FOLDER",
              "outputDataset=DATASET",
              "monthFiles",
              "archive=FOLDER",
              "compatibilityViews=NAME",
              "breakLock"),
          group(
              "Quota:",
              "queriesPerMinute=N",
              "queriesPerMinutePerChannel=N",
              "queriesPerDay=N",
              "dataApiUnitsPerDay=N",
              "bulkQueriesPerMinute=N",
              "bulkQueriesPerDay=N",
              "rowsPerRequest=N",
              "maxInFlight=N"),
          group("Operation:", "resume", "failOn=LIMIT", "verbose"),
          group(
              "For tests on this machine:",
              "youtubeAnalyticsEndpoint=URL",
              "youtubeDataEndpoint=URL",
              "youtubeReportingEndpoint=URL",
              "secretManagerEndpoint=HOST"));

  private static OptionGroup group(String heading, String... options) {
    return new OptionGroup(heading, List.of(options));
  }

  /** The names of its options in their order. */
  public List<String> names() {
    return options.stream().map(option -> option.replaceFirst("=.*", "")).toList();
  }

  /** The label of an option's value. */
  public String label(String name) {
    return options.stream()
        .filter(option -> option.startsWith(name + "="))
        .map(option -> option.substring(name.length() + 1))
        .findFirst()
        .orElse("VALUE");
  }
}
