// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.time.Instant;

/**
 * A file of an output.
 *
 * @param path relative to the output
 * @param changed when it was last written
 */
public record ListedFile(String path, Instant changed) {
  /** The name without the folder. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of its folder. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
