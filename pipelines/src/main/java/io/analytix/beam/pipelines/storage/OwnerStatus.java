// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;

/** Finds out whether the owner of a lock still runs. */
@FunctionalInterface
public interface OwnerStatus {
  /**
   * Whether the owner's job or process has certainly ended.
   *
   * @param asker the run that wants the lock
   * @throws IOException if this cannot be found out
   */
  boolean hasEnded(LockOwner owner, LockOwner asker) throws IOException;
}
