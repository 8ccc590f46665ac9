// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;

/**
 * The lock of an output: one run at a time may write there.
 *
 * <p>A lock that {@linkplain #outlivesProcess outlives its process} is taken once for a run and
 * released once, by any process of the run. Any other lock belongs to the process: each process
 * that writes takes and releases it, on the same object.
 */
public interface WriteLock {
  /**
   * Takes the lock for a run, which may hold it already. An owner that has certainly ended loses
   * the lock.
   *
   * @throws RuntimeException with one line, if another run holds the lock or the output cannot be
   *     locked
   */
  void take(LockRequest request);

  /**
   * Returns if the run still holds the lock.
   *
   * @throws RuntimeException with one line, if the run does not hold it
   * @throws IOException if the lock cannot be read
   */
  void require(LockOwner owner) throws IOException;

  /**
   * Releases the lock if the run still holds it.
   *
   * @throws IOException if the lock cannot be released: the next run has to take it over
   */
  void release(LockOwner owner) throws IOException;

  /** Whether the lock outlives the process that took it, and is visible to other machines. */
  boolean outlivesProcess();
}
