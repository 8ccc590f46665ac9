// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;

/** A run's lock of an output, seen from a process that writes for it. */
public interface HeldLock {
  /** Who holds it, since when: for who is refused. */
  String owner();

  /**
   * Returns if the run still holds it.
   *
   * @throws OutputException with one line, if it was taken from the run
   * @throws IOException if that cannot be told
   */
  void require() throws IOException;

  /** Gives it back, if the run still holds it: the run has ended. */
  void release();

  /** Writes no more for the run, which may go on elsewhere if the lock can be held from there. */
  void leave();
}
