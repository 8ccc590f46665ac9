// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

/** How the first step of a pipeline gets the lock of its dataset. */
enum LockUse {
  /** It takes the lock. */
  TAKE,
  /** It takes the lock, from another run if need be. */
  BREAK,
  /** The run holds the lock already. */
  HELD
}
