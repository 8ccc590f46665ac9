// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns errors of BigQuery into one line each, with the remedy. */
final class BigQueryErrors {
  private static final Set<String> RATE_REASONS =
      Set.of("rateLimitExceeded", "jobRateLimitExceeded", "userRateLimitExceeded");

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
              what + " is not accessible: " + remedy(refused) + " (" + line(refused) + ")";
          default -> what + " cannot be used: " + line(refused);
        },
        refused);
  }

  /** The codes are those of google.rpc.ErrorInfo; without one, a permission is missing. */
  private static String remedy(GoogleJsonResponseException refused) {
    GoogleJsonError error = refused.getDetails();
    Set<String> reasons =
        error == null || error.getDetails() == null
            ? Set.of()
            : error.getDetails().stream()
                .map(detail -> String.valueOf(detail.getReason()))
                .collect(Collectors.toSet());
    if (reasons.contains("USER_PROJECT_DENIED")) {
      return "grant your own account roles/serviceusage.serviceUsageConsumer on its quota project,"
          + " or run 'gcloud auth application-default set-quota-project PROJECT'";
    }
    if (reasons.contains("SERVICE_DISABLED")) {
      return "run 'gcloud services enable bigquery.googleapis.com'";
    }
    return "grant the job's account roles/bigquery.dataEditor on the dataset and"
        + " roles/bigquery.jobUser on the project";
  }

  /** The reason code; null if the response has none, such as a page of a proxy. */
  static @Nullable String reason(GoogleJsonResponseException refused) {
    GoogleJsonError details = refused.getDetails();
    return details == null || details.getErrors() == null || details.getErrors().isEmpty()
        ? null
        : details.getErrors().get(0).getReason();
  }

  /** Whether the same request may be sent again soon: too many were sent at a time. */
  static boolean isRateLimited(GoogleJsonResponseException refused) {
    return RATE_REASONS.contains(String.valueOf(reason(refused)));
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
