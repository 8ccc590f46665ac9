// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Locks that outlive their holders. */
final class GcsLockTest {
  private final InMemoryFileStore files = new InMemoryFileStore();

  @Test
  void take_nobodyHasIt_isAFileThatNamesTheOwner() throws IOException {
    HeldLock lock = files.lock(request("night-1", false));

    lock.require();
    assertThat(new String(files.content().get(".lock"), UTF_8))
        .matches(
            "(?s)\\{\\s+\"name\" : \"job night-1\",\\s+\"run\" : \"night-1\",\\s+\"job\" :"
                + " \"dataflow_[0-9a-f]{12}_night-1\",\\s+\"since\" : \"20[-0-9T:]+Z\"\\s+}\\s+");

    lock.release();
    assertThat(files.content()).isEmpty();
  }

  @Test
  void take_heldByAnotherRun_isRefusedInOneLineWithTheOwnerAndTheWayOut() {
    HeldLock held = files.lock(request("night-1", false));
    byte[] before = files.content().get(".lock");

    OutputException refused =
        assertThrows(OutputException.class, () -> files.lock(request("night-2", false)));

    assertThat(refused)
        .hasMessageThat()
        .matches(
            "output memory: is being written by another run \\(job night-1, run night-1, Dataflow"
                + " job night-1, since 20[-0-9T:]+Z\\): wait until it has ended, or give"
                + " --breakLock if it is gone");
    assertThat(refused).hasMessageThat().contains(held.owner());
    assertThat(files.content().get(".lock")).isEqualTo(before);
  }

  @Test
  void take_ofARunThatHasEnded_isTakenOver() throws IOException {
    HeldLock first = files.lock(request("night-1", false));
    files.end("night-1");

    HeldLock second = files.lock(request("night-2", false));

    second.require();
    OutputException lost = assertThrows(OutputException.class, first::require);
    assertThat(lost)
        .hasMessageThat()
        .startsWith("the lock on output memory: was taken by job night-2");
  }

  @Test
  void take_broken_isTakenOverAndTheFormerHolderDoesNotReleaseIt() throws IOException {
    HeldLock first = files.lock(request("night-1", false));

    HeldLock second = files.lock(request("night-2", true));
    first.release();

    second.require();
    assertThrows(OutputException.class, first::require);
  }

  @Test
  void take_byTheSameRunAgain_isHeldStill() throws IOException {
    HeldLock first = files.lock(request("night-1", false));
    byte[] before = files.content().get(".lock");

    HeldLock again = files.lock(request("night-1", true));

    assertThat(files.content().get(".lock")).isEqualTo(before);
    assertThat(again.owner()).isEqualTo(first.owner());
  }

  @Test
  void share_writesOnlyWhileTheRunHoldsItAndNeverEndsIt() throws IOException {
    HeldLock worker = files.share(request("night-1", false));
    assertThrows(OutputException.class, worker::require);

    HeldLock holder = files.lock(request("night-1", false));
    worker.require();
    worker.leave();
    holder.require();

    files.share(request("night-2", false)).release();
    holder.require();
    files.share(request("night-1", false)).release();
    OutputException gone = assertThrows(OutputException.class, holder::require);
    assertThat(gone).hasMessageThat().contains("was taken by somebody and given back");
  }

  @Test
  void take_somebodyElseIsFaster_isRefused() {
    InMemoryFileStore slow =
        new InMemoryFileStore() {
          private boolean first = true;

          @Override
          public StoredFile read(String path) {
            StoredFile found = super.read(path);
            if (first) {
              first = false;
              HeldLock unused = lock(request("faster", false));
            }
            return found;
          }
        };

    OutputException refused =
        assertThrows(OutputException.class, () -> slow.lock(request("slower", false)));

    assertThat(refused).hasMessageThat().contains("run faster");
  }

  @Test
  void take_fileThatTellsNothing_isRefusedUntilItIsBroken() throws IOException {
    files.replace(".lock", "what?".getBytes(UTF_8), "somebody");

    OutputException refused =
        assertThrows(OutputException.class, () -> files.lock(request("night-1", false)));

    assertThat(refused).hasMessageThat().contains("another run (unknown, run unknown");
    files.lock(request("night-1", true)).require();
  }

  private static LockRequest request(String job, boolean breakIt) {
    return new LockRequest(
        "job " + job, new LockOwner(job, LockOwner.dataflow("project-a", job)), breakIt);
  }
}
