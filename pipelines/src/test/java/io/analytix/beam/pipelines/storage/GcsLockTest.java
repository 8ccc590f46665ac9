// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class GcsLockTest extends WriteLockContract {
  private final InMemoryFileStore files = new InMemoryFileStore();

  @Override
  protected WriteLock lock() {
    return files.lock();
  }

  @Override
  protected void leaveByEndedRun() {
    lock().take(request(FIRST));
    files.end(FIRST.token());
  }

  @Override
  protected Class<OutputException> refusal() {
    return OutputException.class;
  }

  @Test
  void take_free_isAFileThatNamesTheOwner() throws IOException {
    LockRequest night = request("night-1", false);
    lock().take(night);

    assertThat(new String(files.content().get(".lock"), UTF_8))
        .matches(
            "(?s)\\{\\s+\"name\" : \"job night-1\",\\s+\"run\" : \"night-1\",\\s+\"job\" :"
                + " \"dataflow_[0-9a-f]{12}_night-1\",\\s+\"since\" : \"20[-0-9T:]+Z\"\\s+}\\s+");

    lock().release(night.owner());
    assertThat(files.content()).isEmpty();
  }

  @Test
  void take_heldByAnotherRun_isRefusedInOneLineWithTheOwnerAndTheRemedy() {
    lock().take(request("night-1", false));
    byte[] before = files.content().get(".lock");

    OutputException refused =
        assertThrows(OutputException.class, () -> lock().take(request("night-2", false)));

    assertThat(refused)
        .hasMessageThat()
        .matches(
            "output memory: is being written by another run \\(job night-1, run night-1, Dataflow job"
                + " night-1, since 20[-0-9T:]+Z\\): wait until it has ended, or give --breakLock if it"
                + " is gone");
    assertThat(files.content().get(".lock")).isEqualTo(before);
  }

  @Test
  void require_takenByAnotherRunOrReleased_saysWhich() throws IOException {
    LockRequest first = request("night-1", false);
    lock().take(first);
    files.end("night-1");
    LockRequest second = request("night-2", false);
    lock().take(second);

    OutputException lost = assertThrows(OutputException.class, () -> lock().require(first.owner()));
    assertThat(lost)
        .hasMessageThat()
        .startsWith("the lock on output memory: was taken by job night-2");

    lock().release(second.owner());
    OutputException gone = assertThrows(OutputException.class, () -> lock().require(first.owner()));
    assertThat(gone).hasMessageThat().contains("was taken by another run, which has released it");
  }

  @Test
  void take_byTheSameRunAgain_doesNotChangeTheFile() {
    lock().take(request("night-1", false));
    byte[] before = files.content().get(".lock");

    lock().take(request("night-1", true));

    assertThat(files.content().get(".lock")).isEqualTo(before);
  }

  @Test
  void take_anotherRunIsFaster_isRefused() {
    InMemoryFileStore slow =
        new InMemoryFileStore() {
          private boolean first = true;

          @Override
          public StoredFile read(String path) {
            StoredFile found = super.read(path);
            if (first) {
              first = false;
              lock().take(request("faster", false));
            }
            return found;
          }
        };

    OutputException refused =
        assertThrows(OutputException.class, () -> slow.lock().take(request("slower", false)));

    assertThat(refused).hasMessageThat().contains("run faster");
  }

  @Test
  void release_fileChangedInBetween_isTriedAgain() throws IOException {
    InMemoryFileStore slow =
        new InMemoryFileStore() {
          private int deletes;

          @Override
          public void delete(StoredFile found) throws ConflictException {
            if (deletes++ == 0) {
              replace(found.path(), found.content().orElseThrow(), "night-1");
            }
            super.delete(found);
          }
        };
    LockRequest night = request("night-1", false);
    slow.lock().take(night);

    slow.lock().release(night.owner());

    assertThat(slow.content()).isEmpty();
  }

  @Test
  void take_fileWithoutAnOwner_isRefusedUntilItIsBroken() throws IOException {
    files.replace(".lock", "what?".getBytes(UTF_8), "run");

    OutputException refused =
        assertThrows(OutputException.class, () -> lock().take(request("night-1", false)));

    assertThat(refused).hasMessageThat().contains("another run (unknown, run unknown");
    LockRequest breaking = request("night-1", true);
    lock().take(breaking);
    lock().require(breaking.owner());
  }

  private static LockRequest request(String job, boolean breakIt) {
    return new LockRequest(
        "job " + job, new LockOwner(job, LockOwner.dataflow("project-a", job)), breakIt);
  }
}
