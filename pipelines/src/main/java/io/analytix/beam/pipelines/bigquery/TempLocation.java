// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.common.base.Strings;
import io.analytix.beam.channel.TrustedEndpoint;
import java.net.URI;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Checks {@code --tempLocation}: BigQuery loads rows from Cloud Storage, not from local folders.
 */
final class TempLocation {
  private static final Pattern BUCKET = Pattern.compile("gs://[a-z0-9][a-z0-9._-]+(/|$)");

  private static final String CREATED = "analytix-load";

  private TempLocation() {}

  static void check(PipelineOptions options) {
    String location = Strings.nullToEmpty(options.getTempLocation());
    if (!BUCKET.matcher(location).lookingAt()
        && !(isOnThisMachine(options) && !location.isEmpty())) {
      throw new BigQueryException(
          "--tempLocation is '"
              + location
              + "', but must be a folder in Cloud Storage such as gs://bucket/temp, because"
              + " BigQuery loads rows from there");
    }
  }

  /** Whether the endpoint is on this machine, which can load local folders. */
  static boolean isOnThisMachine(PipelineOptions options) {
    String endpoint = options.as(BigQueryOptions.class).getBigQueryEndpoint();
    return endpoint != null && TrustedEndpoint.isLoopback(URI.create(endpoint));
  }
}
