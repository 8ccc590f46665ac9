// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the failure of a load job into one line with the remedy; Beam's message has the whole job.
 */
public final class LoadFailures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LoadFailures() {}

  /** The line, if this message of a Beam exception ends with a failed load job. */
  public static Optional<String> line(@Nullable String message) {
    int start = message == null ? -1 : message.indexOf('{');
    if (message == null || start < 0 || !message.contains("job")) {
      return Optional.empty();
    }
    try {
      JsonNode job = JSON.readTree(message.substring(start));
      JsonNode error = job.at("/status/errorResult");
      JsonNode load = job.at("/configuration/load");
      return error.isMissingNode() || load.isMissingNode()
          ? Optional.empty()
          : Optional.of(line(load, error));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String line(JsonNode load, JsonNode error) {
    JsonNode table = load.path("destinationTable");
    String reason = error.path("reason").asText();
    String message = error.path("message").asText().replaceAll("\\s+", " ").strip();
    String file = load.path("sourceUris").path(0).asText();
    return "dataset %s:%s cannot load rows from %s (%s: %s): %s"
        .formatted(
            table.path("projectId").asText(),
            table.path("datasetId").asText(),
            file.substring(0, file.lastIndexOf('/') + 1),
            reason,
            message,
            remedy(reason, message.toLowerCase(Locale.ROOT)));
  }

  private static String remedy(String reason, String message) {
    if (message.contains("location")) {
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
