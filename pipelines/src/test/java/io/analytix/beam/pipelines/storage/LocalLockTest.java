// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.pipelines.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class LocalLockTest extends WriteLockContract {
  @TempDir Path folder;

  @Override
  protected WriteLock lock() {
    return new LocalLock(folder);
  }

  @Override
  protected void leaveByEndedRun() throws Exception {
    Process process =
        ChildJvm.of(TakeAndHalt.class, folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isEqualTo(TakeAndHalt.TAKEN);
    assertThat(Files.exists(folder.resolve(".lock"))).isTrue();
  }

  @Override
  protected Class<OutputException> refusal() {
    return OutputException.class;
  }

  /** A process that ends without releasing the lock. */
  static final class TakeAndHalt {
    private static final int TAKEN = 42;

    private TakeAndHalt() {}

    public static void main(String[] args) {
      new LocalLock(Path.of(args[0])).take(request(FIRST));
      Runtime.getRuntime().halt(TAKEN);
    }
  }
}
