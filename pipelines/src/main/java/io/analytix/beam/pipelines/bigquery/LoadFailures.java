// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import java.util.Locale;

/** Turns the failure of a load job into one line with the remedy. */
final class LoadFailures {
  private LoadFailures() {}

  static BigQueryException of(DatasetName dataset, String folder, QueryJobException failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    return new BigQueryException(
        "dataset %s cannot load rows from %s (%s): %s"
            .formatted(dataset, folder, message, remedy(failure.reason(), message)),
        failure);
  }

  private static String remedy(String reason, String message) {
    if (message.toLowerCase(Locale.ROOT).contains("location")) {
      return "set --tempLocation to a bucket in the dataset's location";
    }
    return switch (reason) {
      case "accessDenied" ->
          "grant the job's account read access to the bucket of --tempLocation and write access to"
              + " the dataset";
      case "notFound" ->
          "the files or the table were deleted during the run; check the lifecycle rules of the"
              + " bucket of --tempLocation, then run again";
      case "quotaExceeded" ->
          "the project's daily quota of load jobs is used up; run again tomorrow";
      default -> "this report was not changed; run again";
    };
  }
}
