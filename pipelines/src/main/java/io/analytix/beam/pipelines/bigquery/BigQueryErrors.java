// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import java.net.HttpURLConnection;

/** Turns errors of BigQuery into one line each, with the remedy. */
final class BigQueryErrors {
  private BigQueryErrors() {}

  /**
   * Creates the exception for an error.
   *
   * @param what the resource, such as {@code dataset project:dataset}
   */
  static BigQueryException of(String what, GoogleJsonResponseException refused) {
    return new BigQueryException(
        switch (refused.getStatusCode()) {
          case HttpURLConnection.HTTP_NOT_FOUND ->
              what + " does not exist: create it, or correct the name";
          case HttpURLConnection.HTTP_UNAUTHORIZED ->
              what
                  + " requires credentials: run 'gcloud auth application-default"
                  + " login', or set GOOGLE_APPLICATION_CREDENTIALS";
          case HttpURLConnection.HTTP_FORBIDDEN ->
              what
                  + " is not accessible: grant the job's account roles/bigquery.dataEditor on"
                  + " the dataset and roles/bigquery.jobUser on the project ("
                  + line(refused)
                  + ")";
          default -> what + " cannot be used: " + line(refused);
        },
        refused);
  }

  /** The error message of BigQuery, in one line. */
  static String line(GoogleJsonResponseException refused) {
    String message = refused.getDetails() == null ? null : refused.getDetails().getMessage();
    return (refused.getStatusCode()
            + " "
            + (message == null ? refused.getStatusMessage() : message))
        .replaceAll("\\s+", " ")
        .strip();
  }
}
