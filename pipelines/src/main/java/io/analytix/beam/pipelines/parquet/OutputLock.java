// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

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
  private static final Map<String, Held> HELD = new HashMap<>();

  private final String output;
  private final String token;
  private boolean closed;

  private OutputLock(String output, String token) {
    this.output = output;
    this.token = token;
  }

  /**
   * Takes the lock of an output, which is made if it does not exist, and removes the temporary
   * files that a crashed run may have left there.
   *
   * @param name what the holder is called when another run is refused, such as its run id
   * @throws OutputException with one line, if another run holds it or it cannot be an output
   */
  public static OutputLock take(ParquetOutput output, String name) {
    return take(output, UUID.randomUUID().toString(), name);
  }

  /** Takes the lock, or has a share in it if it is held with this token. */
  static OutputLock take(ParquetOutput output, String token, String name) {
    String address = output.address();
    synchronized (HELD) {
      Held held = HELD.get(address);
      if (held == null) {
        HELD.put(address, new Held(token, output.files().lock(new LockRequest(name))));
      } else if (held.token.equals(token)) {
        held.shares++;
      } else {
        throw LockFile.refused(address, held.lock.owner());
      }
    }
    return new OutputLock(address, token);
  }

  /** The address of the output. */
  String output() {
    return output;
  }

  /** What others of this process share the lock with. */
  String token() {
    return token;
  }

  /** Gives the lock back, or a share in it; a second time does nothing. */
  @Override
  public void close() {
    synchronized (HELD) {
      Held held = HELD.get(output);
      if (closed || held == null) {
        return;
      }
      closed = true;
      held.shares--;
      if (held.shares == 0) {
        HELD.remove(output);
        held.lock.release();
      }
    }
  }

  private static final class Held {
    private final String token;
    private final HeldLock lock;
    private int shares = 1;

    Held(String token, HeldLock lock) {
      this.token = token;
      this.lock = lock;
    }
  }
}
