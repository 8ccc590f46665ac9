// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.storage.FileErrors;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.WriteLock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of an output: one run at a time holds it, of all processes that see the output and of
 * all pipelines of a process.
 *
 * <p>The lock of a folder is the file {@code .lock}, which exists while the lock is held. It ends
 * with its process, however the process ends. In Cloud Storage it is an object of that name, which
 * a process that dies leaves behind; the next run takes it over if the owner has certainly ended.
 *
 * <p>A pipeline of this process may share the lock by its token, such as the workers of a local run
 * do. The lock is released when the last share of this process is closed.
 */
public final class OutputLock implements Output.Lease {
  private static final Logger LOG = LoggerFactory.getLogger(OutputLock.class);
  private static final Map<String, Held> HELD = new HashMap<>();

  private final ParquetOutput output;
  private final String token;
  private boolean closed;

  private OutputLock(ParquetOutput output, String token) {
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
   * @param breakIt whether to take the lock from the run that holds it; has no effect on a folder,
   *     whose lock ends with its process
   */
  public static OutputLock take(ParquetOutput output, String name, boolean breakIt) {
    LockOwner owner = new LockOwner(UUID.randomUUID().toString(), LockOwner.process());
    return enter(output, new LockRequest(name, owner, breakIt), true);
  }

  /** The share of this process in the lock of a run. */
  static OutputLock share(ParquetOutput output, LockRequest request) {
    return enter(output, request, false);
  }

  private static OutputLock enter(ParquetOutput output, LockRequest request, boolean take) {
    String address = output.address();
    String token = request.owner().token();
    synchronized (HELD) {
      Held held = HELD.get(address);
      if (held == null) {
        WriteLock lock = output.files().lock();
        HELD.put(address, new Held(lock, request, take || !lock.outlivesProcess()));
      } else if (held.owner.token().equals(token)) {
        held.shares++;
      } else {
        throw OutputException.heldBy(held.text, address);
      }
    }
    return new OutputLock(output, token);
  }

  /** Releases a lock; the next run takes over one that cannot be released. */
  static void release(WriteLock lock, LockOwner owner) {
    try {
      lock.release(owner);
    } catch (IOException e) {
      LOG.warn(
          "the lock of run {} is left behind, and the next run has to take it over: {}",
          owner,
          FileErrors.of(e));
    }
  }

  @Override
  public void replace(ReadResult read) {
    read.apply("ReplaceInParquet", ReplaceInParquet.to(output).withLock(this));
  }

  @Override
  public void replaceBulk(Pipeline pipeline, AnalytixIO.ReadBulk read, @Nullable String archive) {
    JobLock job = new JobLock(token, true, false, false);
    PCollection<Outcome> unused =
        ReplaceBulkInParquet.under(job, output, archive, pipeline.getOptions())
            .expand(pipeline.begin(), read);
  }

  /** The address of the output. */
  String output() {
    return output.address();
  }

  /** By which the lock is shared. */
  String token() {
    return token;
  }

  /**
   * Returns if the run still holds the lock.
   *
   * @throws OutputException with one line, if another run has taken it
   * @throws IOException if the lock cannot be read
   */
  void require() throws IOException {
    Held held;
    synchronized (HELD) {
      held = HELD.get(output());
      if (closed || held == null) {
        throw new IllegalStateException("closed");
      }
    }
    held.lock.require(held.owner);
  }

  /** Releases the lock, or a share of it; a second time does nothing. */
  @Override
  public void close() {
    synchronized (HELD) {
      Held held = HELD.get(output());
      if (closed || held == null) {
        return;
      }
      closed = true;
      held.shares--;
      if (held.shares == 0) {
        HELD.remove(output());
        if (held.taken) {
          release(held.lock, held.owner);
        }
      }
    }
  }

  private static final class Held {
    private final WriteLock lock;
    private final LockOwner owner;
    private final String text;
    private final boolean taken;
    private int shares = 1;

    Held(WriteLock lock, LockRequest request, boolean taken) {
      this.lock = lock;
      this.owner = request.owner();
      this.text = request.holder();
      this.taken = taken;
      if (taken) {
        lock.take(request);
      }
    }
  }
}
