// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of an output as it was read, or its absence. */
public final class StoredFile {
  /** The version of a file that does not exist. */
  static final long NO_VERSION = 0;

  private final String path;
  private final byte @Nullable [] content;
  private final long version;

  private StoredFile(String path, byte @Nullable [] content, long version) {
    this.path = path;
    this.content = content;
    this.version = version;
  }

  /** A file that does not exist. */
  static StoredFile none(String path) {
    return new StoredFile(path, null, NO_VERSION);
  }

  /**
   * A file that was read.
   *
   * @param version differs for other contents of the path, if the store has versions
   */
  static StoredFile of(String path, byte[] content, long version) {
    return new StoredFile(path, content, version);
  }

  /** Relative to the output. */
  public String path() {
    return path;
  }

  /** Its content, if it existed. */
  public Optional<byte[]> content() {
    return Optional.ofNullable(content);
  }

  /** The version that was read. */
  public long version() {
    return version;
  }
}
