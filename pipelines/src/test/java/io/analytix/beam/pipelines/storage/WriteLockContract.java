// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every {@link WriteLock} promises. */
public abstract class WriteLockContract {
  protected static final LockOwner FIRST = new LockOwner("run-1", LockOwner.process());
  private static final LockOwner SECOND = new LockOwner("run-2", LockOwner.process());

  /** The lock of one and the same output, each time as another process sees it. */
  protected abstract WriteLock lock() throws IOException;

  /** Leaves the lock as a run leaves it that took it and has certainly ended. */
  protected abstract void leaveByEndedRun() throws Exception;

  /** The exception with which a run is refused. */
  protected abstract Class<? extends RuntimeException> refusal();

  @Test
  public void take_free_isHeldUntilReleased() throws IOException {
    WriteLock lock = lock();
    lock.take(request(FIRST));
    lock.require(FIRST);
    lock.take(request(FIRST));
    lock.require(FIRST);

    lock.release(FIRST);

    assertThrows(refusal(), () -> lock.require(FIRST));
    lock().take(request(SECOND));
  }

  @Test
  public void take_heldByAnotherRun_isRefusedAndTheHolderKeepsIt() throws IOException {
    WriteLock lock = lock();
    lock.take(request(FIRST));

    RuntimeException refused = assertThrows(refusal(), () -> lock().take(request(SECOND)));

    assertThat(refused).hasMessageThat().contains("is being written by another run (");
    assertThat(refused).hasMessageThat().contains("wait until it has ended, or ");
    assertThat(refused).hasMessageThat().doesNotContain("\n");
    lock.require(FIRST);
    lock.release(FIRST);
  }

  @Test
  public void take_ofAnEndedRun_isTakenOver() throws Exception {
    leaveByEndedRun();

    WriteLock lock = lock();
    lock.take(request(SECOND));

    lock.require(SECOND);
    assertThrows(refusal(), () -> lock().require(FIRST));
    lock.release(SECOND);
  }

  @Test
  public void take_broken_isTakenOverUnlessTheLockEndsWithItsProcess() throws IOException {
    WriteLock first = lock();
    first.take(request(FIRST));
    LockRequest breaking = new LockRequest("second", SECOND, true);

    if (first.outlivesProcess()) {
      lock().take(breaking);
      lock().require(SECOND);
    } else {
      assertThrows(refusal(), () -> lock().take(breaking));
      first.require(FIRST);
    }
  }

  @Test
  public void release_afterAnotherRunHasTakenIt_leavesItToThatRun() throws IOException {
    WriteLock first = lock();
    assumeTrue(first.outlivesProcess());
    first.take(request(FIRST));
    lock().take(new LockRequest("second", SECOND, true));

    RuntimeException lost = assertThrows(refusal(), () -> first.require(FIRST));
    first.release(FIRST);

    assertThat(lost).hasMessageThat().contains("was taken by ");
    assertThat(lost).hasMessageThat().contains(SECOND.token());
    lock().require(SECOND);
  }

  @Test
  public void release_ofAnotherRun_changesNothing() throws IOException {
    WriteLock lock = lock();
    lock.take(request(FIRST));

    lock.release(SECOND);

    lock.require(FIRST);
    assertThrows(refusal(), () -> lock().take(request(SECOND)));
    lock.release(FIRST);
  }

  @Test
  public void require_fromAnotherProcess_holdsIfTheLockOutlivesItsProcess() throws IOException {
    WriteLock lock = lock();
    lock.take(request(FIRST));
    WriteLock worker = lock();

    if (worker.outlivesProcess()) {
      worker.require(FIRST);
      worker.release(FIRST);
      assertThrows(refusal(), () -> lock.require(FIRST));
    } else {
      assertThrows(refusal(), () -> worker.require(FIRST));
      worker.release(FIRST);
      lock.require(FIRST);
      lock.release(FIRST);
    }
  }

  protected static LockRequest request(LockOwner owner) {
    return new LockRequest("job " + owner.token(), owner, false);
  }
}
