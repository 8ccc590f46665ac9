// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.common.base.Strings;
import io.analytix.beam.channel.TrustedEndpoint;
import java.net.URI;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where rows lie before BigQuery loads them: it reads Cloud Storage, and no machine's folder. */
final class TempLocation {
  private static final Pattern BUCKET = Pattern.compile("gs://[a-z0-9][a-z0-9._-]+(/|$)");

  private TempLocation() {}

  static void check(PipelineOptions options) {
    String place = Strings.nullToEmpty(options.getTempLocation());
    if (!BUCKET.matcher(place).lookingAt() && !(isOnThisMachine(options) && !place.isEmpty())) {
      throw new BigQueryException(
          "--tempLocation is '"
              + place
              + "', but must be a folder in Cloud Storage such as gs://bucket/temp: rows are loaded"
              + " from there");
    }
  }

  /** Whether BigQuery is a stand-in on this machine, which reads its folders. */
  static boolean isOnThisMachine(PipelineOptions options) {
    String endpoint = options.as(BigQueryOptions.class).getBigQueryEndpoint();
    return endpoint != null && TrustedEndpoint.isLoopback(URI.create(endpoint));
  }
}
