// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of an output as it was when it was read, or that there was none. */
public final class StoredFile {
  /** The version of a file that is not there. */
  static final long NO_VERSION = 0;

  private final String path;
  private final byte @Nullable [] content;
  private final long version;

  private StoredFile(String path, byte @Nullable [] content, long version) {
    this.path = path;
    this.content = content;
    this.version = version;
  }

  /** There is none. */
  static StoredFile none(String path) {
    return new StoredFile(path, null, NO_VERSION);
  }

  /**
   * What was read.
   *
   * @param version told apart from other contents of the same path, as far as the place does that
   */
  static StoredFile of(String path, byte[] content, long version) {
    return new StoredFile(path, content, version);
  }

  /** Relative to the output. */
  String path() {
    return path;
  }

  /** What it held, if it was there. */
  public Optional<byte[]> content() {
    return Optional.ofNullable(content);
  }

  /** Which of the path's contents it was. */
  public long version() {
    return version;
  }
}
