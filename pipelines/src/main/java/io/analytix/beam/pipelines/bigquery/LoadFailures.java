// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Beam's load jobs broke of, in one line with the way out: Beam tells the whole job. */
public final class LoadFailures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LoadFailures() {}

  /** The line, if this message of an exception of Beam's ends with a load job that failed. */
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
    String words = error.path("message").asText().replaceAll("\\s+", " ").strip();
    String file = load.path("sourceUris").path(0).asText();
    return "dataset %s:%s cannot load rows from %s (%s: %s): %s"
        .formatted(
            table.path("projectId").asText(),
            table.path("datasetId").asText(),
            file.substring(0, file.lastIndexOf('/') + 1),
            reason,
            words,
            wayOut(reason, words.toLowerCase(Locale.ROOT)));
  }

  private static String wayOut(String reason, String words) {
    if (words.contains("location")) {
      return "give a --tempLocation whose bucket is in the dataset's location";
    }
    return switch (reason) {
      case "accessDenied" ->
          "let the job's account read the bucket of --tempLocation and write to the dataset";
      case "notFound" ->
          "the files or the table went while the run was at work; run again, and let no rule of the"
              + " bucket of --tempLocation delete files of the same day";
      case "quotaExceeded" -> "the project's load jobs of the day are used up; run again tomorrow";
      default -> "nothing of this report was changed; run again";
    };
  }
}
