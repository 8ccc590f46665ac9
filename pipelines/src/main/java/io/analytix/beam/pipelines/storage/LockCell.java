// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a {@link StoredLock} is kept: one value, changed by compare-and-set. */
public interface LockCell {
  /** What the lock is of, for messages: {@code output gs://BUCKET/FOLDER}. */
  String what();

  /** The value as it is now. */
  Value read() throws IOException;

  /**
   * Returns if the value can be changed again.
   *
   * @throws RuntimeException with one line, if it cannot
   */
  default void requireChangeable() throws IOException {}

  /** The exception with which a run is refused. */
  RuntimeException refusal(String line, @Nullable Throwable cause);

  /**
   * A value that was read.
   *
   * @param holder the run that holds the lock, if any
   */
  record Value(Optional<Holder> holder, Change change) {}

  /** Changes a value that was read. */
  @FunctionalInterface
  interface Change {
    /**
     * Stores the next holder, unless the value has changed since it was read.
     *
     * @param next null to release the lock
     * @return false if the value has changed
     */
    boolean to(@Nullable LockRequest next) throws IOException;
  }

  /**
   * The run that holds a lock.
   *
   * @param text the run, for messages
   */
  record Holder(LockOwner owner, String text) {}
}
