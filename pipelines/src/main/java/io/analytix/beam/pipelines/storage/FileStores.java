// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptions;

/** Opens the files at an address. */
public final class FileStores {
  private FileStores() {}

  /**
   * The files.
   *
   * @param address a folder on the local file system, or {@code gs://BUCKET/FOLDER}
   * @param options Beam's own: credentials, {@code --gcsEndpoint}
   */
  public static FileStore open(String address, PipelineOptions options) {
    return address.startsWith(GcsFileStore.SCHEME)
        ? GcsFileStore.open(address, options)
        : new LocalFileStore(Path.of(address));
  }
}
