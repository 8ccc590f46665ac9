// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that is stored with the output and names its owner. It changes by compare-and-set, so of
 * two runs one wins. It outlives its process; the next run takes it over from an owner that has
 * certainly ended.
 */
public final class StoredLock implements WriteLock {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLock.class);
  private static final int MAX_ATTEMPTS = 10;

  private final LockCell cell;
  private final OwnerStatus ownerStatus;

  public StoredLock(LockCell cell, OwnerStatus ownerStatus) {
    this.cell = cell;
    this.ownerStatus = ownerStatus;
  }

  @Override
  public void take(LockRequest request) {
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        LockCell.Value value = cell.read();
        Optional<LockCell.Holder> holder = value.holder();
        if (holder.isPresent()) {
          if (isHeldBy(request.owner(), value)) {
            return;
          }
          requireFree(holder.get(), request);
        }
        if (value.change().to(request)) {
          cell.requireChangeable();
          return;
        }
      }
    } catch (IOException e) {
      throw cell.refusal(cell.what() + " cannot be locked: " + FileErrors.of(e), e);
    }
    throw cell.refusal(cell.what() + " is being locked by many runs: try again", null);
  }

  private void requireFree(LockCell.Holder holder, LockRequest request) throws IOException {
    if (!request.breakIt() && !hasEnded(holder, request.owner())) {
      cell.requireChangeable(); // Otherwise the lock is only one that could not be released.
      throw cell.refusal(
          "%s is being written by another run (%s): wait until it has ended, or give --breakLock if it is gone"
              .formatted(cell.what(), holder.text()),
          null);
    }
    LOG.warn("takes over the lock of {} on {}", holder.text(), cell.what());
  }

  private boolean hasEnded(LockCell.Holder holder, LockOwner asker) {
    try {
      return ownerStatus.hasEnded(holder.owner(), asker);
    } catch (IOException e) {
      LOG.warn("cannot find out whether {} still runs: {}", holder.text(), FileErrors.of(e));
      return false;
    }
  }

  @Override
  public void require(LockOwner owner) throws IOException {
    LockCell.Value value = cell.read();
    if (!isHeldBy(owner, value)) {
      throw cell.refusal(
          "the lock on %s was taken by %s: this run writes nothing more"
              .formatted(
                  cell.what(),
                  value
                      .holder()
                      .map(LockCell.Holder::text)
                      .orElse("another run, which has released it")),
          null);
    }
  }

  @Override
  public void release(LockOwner owner) throws IOException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      LockCell.Value value = cell.read();
      if (!isHeldBy(owner, value) || value.change().to(null)) {
        return;
      }
    }
    LOG.warn("the lock on {} is left behind: the next run takes it over", cell.what());
  }

  private static boolean isHeldBy(LockOwner owner, LockCell.Value value) {
    return value.holder().filter(holder -> holder.owner().isSameRun(owner)).isPresent();
  }

  @Override
  public boolean outlivesProcess() {
    return true;
  }
}
