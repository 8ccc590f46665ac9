// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;

/** Tells whether who holds a lock still runs. */
@FunctionalInterface
public interface OwnerStatus {
  /**
   * Whether the owner's job or process has certainly ended.
   *
   * @param asker who wants the lock
   * @throws IOException if nobody tells
   */
  boolean hasEnded(LockOwner owner, LockOwner asker) throws IOException;
}
