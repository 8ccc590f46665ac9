// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.model.ErrorProto;
import io.analytix.beam.outcome.Cause;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query job failed, or BigQuery refused it. The message is BigQuery's, in one line.
 *
 * <p>Reasons: https://cloud.google.com/bigquery/docs/error-messages
 */
final class QueryJobException extends IOException {
  /** A job that ended with one of these changed nothing, and may succeed under another id. */
  private static final Set<String> TEMPORARY =
      Set.of(
          "backendError",
          "internalError",
          "jobBackendError",
          "jobInternalError",
          "rateLimitExceeded",
          "jobRateLimitExceeded",
          "tableUnavailable");

  /** Conflicts of statements have the reason of an invalid query, or of too large a one. */
  private static final Pattern CONFLICT =
      Pattern.compile(
          "(?i)could not serialize access|due to concurrent update|too many DML statements");

  private final String reason;
  private final String text;

  private QueryJobException(@Nullable String reason, String text, @Nullable Throwable cause) {
    super(text, cause);
    this.reason = String.valueOf(reason);
    this.text = text;
  }

  /** The failure of a job. */
  static QueryJobException of(ErrorProto error) {
    return new QueryJobException(
        error.getReason(),
        (error.getReason() + ": " + error.getMessage()).replaceAll("\\s+", " "),
        null);
  }

  /** A refused request. */
  static QueryJobException of(GoogleJsonResponseException refused) {
    return new QueryJobException(
        BigQueryErrors.reason(refused), BigQueryErrors.line(refused), refused);
  }

  /** BigQuery's reason code. */
  String reason() {
    return reason;
  }

  /** Whether the same statement may succeed soon. */
  boolean isTemporary() {
    return TEMPORARY.contains(reason) || isConflict();
  }

  private boolean isConflict() {
    return CONFLICT.matcher(text).find();
  }

  /** What the user can do. */
  String remedy() {
    if (isConflict()) {
      return "Another statement was at work on that table, such as a scheduled query: let it run at"
          + " another time, then run again.";
    }
    if (isTemporary()) {
      return "BigQuery failed repeatedly: run again later.";
    }
    return switch (reason) {
      case "accessDenied" ->
          "Grant the job's account roles/bigquery.dataEditor on the dataset and"
              + " roles/bigquery.jobUser on the project, then run again.";
      case "quotaExceeded" ->
          "A quota of BigQuery is used up: run again tomorrow, or request more quota from Google.";
      case "stopped" -> "The job was cancelled: run again.";
      default -> Cause.INTERNAL.remedy();
    };
  }
}
