// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The right to write to an output folder: one run at a time has it, of all processes of the machine
 * and of all pipelines of a process. It ends with the process, however that ends.
 *
 * <p>Whoever has it may hand its token on to others of the same process, such as the workers of a
 * local run; the lock is free when the last of them has closed theirs. The lock is the file {@code
 * .lock}, which is gone when nobody holds it.
 */
public final class OutputLock implements AutoCloseable {
  private static final Map<Path, Held> HELD = new HashMap<>();

  private final Path folder;
  private final String token;
  private boolean closed;

  private OutputLock(Path folder, String token) {
    this.folder = folder;
    this.token = token;
  }

  /**
   * Takes the lock of a folder, which is made if it does not exist, and removes the temporary files
   * that a crashed run may have left there.
   *
   * @param folder on the local file system
   * @param name what the holder is called when another run is refused, such as its run id
   * @throws OutputException with one line, if another run holds it or it cannot be an output
   */
  public static OutputLock take(String folder, String name) {
    return take(ParquetOutput.local(folder), UUID.randomUUID().toString(), name);
  }

  /** Takes the lock, or has a share in it if it is held with this token. */
  static OutputLock take(Path folder, String token, String name) {
    synchronized (HELD) {
      Held held = HELD.get(folder);
      if (held == null) {
        HELD.put(folder, new Held(token, LockFile.take(folder, describe(name))));
      } else if (held.token.equals(token)) {
        held.shares++;
      } else {
        throw LockFile.refused(folder, held.file.owner());
      }
    }
    return new OutputLock(folder, token);
  }

  /** The folder, absolute. */
  Path folder() {
    return folder;
  }

  /** What others of this process share the lock with. */
  String token() {
    return token;
  }

  /** Gives the lock back, or a share in it; a second time does nothing. */
  @Override
  public void close() {
    synchronized (HELD) {
      Held held = HELD.get(folder);
      if (closed || held == null) {
        return;
      }
      closed = true;
      held.shares--;
      if (held.shares == 0) {
        HELD.remove(folder);
        held.file.release();
      }
    }
  }

  private static String describe(String name) {
    return "%s, process %d, since %s"
        .formatted(
            name,
            ProcessHandle.current().pid(),
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static final class Held {
    private final String token;
    private final LockFile file;
    private int shares = 1;

    Held(String token, LockFile file) {
      this.token = token;
      this.file = file;
    }
  }
}
