// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.common.base.Strings;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.analytix.beam.channel.TrustedEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** The folder from which BigQuery loads rows: it has to be in Cloud Storage. */
final class TempLocation {
  private static final Pattern BUCKET = Pattern.compile("gs://[a-z0-9][a-z0-9._-]+(/|$)");

  /** Folders that {@link #check} has created in this process and that still exist. */
  private static final Set<String> CREATED = ConcurrentHashMap.newKeySet();

  private TempLocation() {}

  /**
   * Returns if BigQuery can read the folder. A stand-in on this machine gets one if none is named.
   */
  static void check(PipelineOptions options) throws IOException {
    if (options.getTempLocation() == null && isOnThisMachine(options)) {
      String folder = Files.createTempDirectory("analytix-load").toString();
      CREATED.add(folder);
      options.setTempLocation(folder);
    }
    String unused = of(options);
  }

  /**
   * The folder.
   *
   * @throws BigQueryException with one line, if BigQuery cannot read it
   */
  static String of(PipelineOptions options) {
    String place = Strings.nullToEmpty(options.getTempLocation());
    if (!BUCKET.matcher(place).lookingAt() && !(isOnThisMachine(options) && !place.isEmpty())) {
      throw new BigQueryException(
          "--tempLocation is '"
              + place
              + "', but must be a folder in Cloud Storage such as gs://bucket/temp: rows are loaded"
              + " from there");
    }
    return place;
  }

  /** Deletes the folder if {@link #check} has created it; a folder of the user stays. */
  static void delete(PipelineOptions options) throws IOException {
    String place = Strings.nullToEmpty(options.getTempLocation());
    if (CREATED.remove(place)) {
      MoreFiles.deleteRecursively(Path.of(place), RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Whether BigQuery is a stand-in on this machine, which reads its folders. */
  static boolean isOnThisMachine(PipelineOptions options) {
    String endpoint = options.as(BigQueryOptions.class).getBigQueryEndpoint();
    return endpoint != null && TrustedEndpoint.isLoopback(URI.create(endpoint));
  }
}
