// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

/** The lock of an output in the hands of this process. */
interface HeldLock {
  /** Who holds it, since when: for who is refused. */
  String owner();

  /** Lets go of it, since the run has ended. */
  void release();
}
