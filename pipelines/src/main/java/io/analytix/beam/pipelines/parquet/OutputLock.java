// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.HeldLock;
import io.analytix.beam.pipelines.storage.LocalLock;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import io.analytix.beam.pipelines.storage.OutputException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The right to write to an output: one run at a time has it, of all processes that see the output
 * and of all pipelines of a process.
 *
 * <p>The lock of a folder ends with its process, however that ends; it is the file {@code .lock},
 * which is gone when nobody holds it. In Cloud Storage it is an object of that name, which a
 * process that dies leaves behind: whoever finds one whose owner has certainly ended takes it over.
 *
 * <p>Whoever has it may hand its token on to others, such as the workers of a local run; it is
 * given back when the last of this process has closed theirs.
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
    return take(output, name, false);
  }

  /**
   * The same.
   *
   * @param breakIt whether to take it from whoever holds it, which cannot be done to a folder's:
   *     that ends with its process
   */
  public static OutputLock take(ParquetOutput output, String name, boolean breakIt) {
    LockOwner owner = new LockOwner(UUID.randomUUID().toString(), LockOwner.process());
    return enter(output, new LockRequest(name, owner, breakIt), true);
  }

  /** The part of this process in the lock of a run. */
  static OutputLock share(ParquetOutput output, LockRequest request) {
    return enter(output, request, false);
  }

  private static OutputLock enter(ParquetOutput output, LockRequest request, boolean take) {
    String address = output.address();
    String token = request.owner().token();
    synchronized (HELD) {
      Held held = HELD.get(address);
      if (held == null) {
        FileStore files = output.files();
        HELD.put(address, new Held(token, take ? files.lock(request) : files.share(request), take));
      } else if (held.token.equals(token)) {
        held.shares++;
      } else {
        throw LocalLock.refused(address, held.lock.owner());
      }
    }
    return new OutputLock(address, token);
  }

  /** The address of the output. */
  String output() {
    return output;
  }

  /** What others share the lock with. */
  String token() {
    return token;
  }

  /**
   * Returns if the run still holds the lock.
   *
   * @throws OutputException with one line, if it was taken from it
   * @throws IOException if that cannot be told
   */
  void require() throws IOException {
    HeldLock lock;
    synchronized (HELD) {
      Held held = HELD.get(output);
      if (closed || held == null) {
        throw new IllegalStateException("closed");
      }
      lock = held.lock;
    }
    lock.require();
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
        held.end();
      }
    }
  }

  private static final class Held {
    private final String token;
    private final HeldLock lock;
    private final boolean taken;
    private int shares = 1;

    Held(String token, HeldLock lock, boolean taken) {
      this.token = token;
      this.lock = lock;
      this.taken = taken;
    }

    void end() {
      if (taken) {
        lock.release();
      } else {
        lock.leave();
      }
    }
  }
}
