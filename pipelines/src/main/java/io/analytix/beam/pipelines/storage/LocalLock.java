// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a folder: its file {@code .lock}, locked by this process.
 *
 * <p>The operating system releases a process's lock as soon as the process closes <em>any</em>
 * descriptor of the file. So the file is never opened again while it is locked, except for one
 * second channel: it cannot take the lock, which proves that the name still leads to the locked
 * file and not to one created after another run deleted it. Both channels stay open until the
 * release.
 */
final class LocalLock implements WriteLock {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLock.class);

  /** Far behind the text, so that other processes can read it where locks are mandatory. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MAX_ATTEMPTS = 100;

  /** Channels that must stay open: to close one would end the lock of another class loader. */
  private static final List<FileChannel> LEFT_OPEN = new ArrayList<>();

  private final Path folder;
  private final Path path;
  private @Nullable Held held;

  LocalLock(Path folder) {
    this.folder = folder;
    this.path = folder.resolve(".lock");
  }

  /** What this process keeps open while it holds the lock. */
  private record Held(LockOwner owner, FileChannel channel, FileLock lock, FileChannel proof) {}

  /** Locks the folder and removes the temporary files of crashed runs; ignores {@code breakIt}. */
  @Override
  public synchronized void take(LockRequest request) {
    if (isHeldBy(request.owner())) {
      return;
    }
    try {
      Files.createDirectories(folder);
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        Held taken = tryTake(request.owner());
        if (taken != null) {
          held = taken;
          begin(taken, request.holder());
          return;
        }
      }
      throw new OutputException("output " + folder + " is being locked by many runs: try again");
    } catch (IOException e) {
      throw new OutputException("output " + folder + " cannot be written: " + FileErrors.of(e), e);
    }
  }

  /** The operating system keeps the lock until this process releases it. */
  @Override
  public synchronized void require(LockOwner owner) {
    if (!isHeldBy(owner)) {
      throw new OutputException(
          "the lock on output " + folder + " is not held by this run: it writes nothing more");
    }
  }

  /** Deletes the file, then unlocks it. */
  @Override
  public synchronized void release(LockOwner owner) {
    Held file = held;
    if (file == null || !isHeldBy(owner)) {
      return;
    }
    held = null;
    FileChannel channel = file.channel();
    FileChannel proof = file.proof();
    FileLock lock = file.lock();
    try (channel;
        proof;
        lock) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} is left behind, which does no harm: {}", path, FileErrors.of(e));
    }
  }

  @Override
  public boolean outlivesProcess() {
    return false;
  }

  private boolean isHeldBy(LockOwner owner) {
    return held != null && held.owner().isSameRun(owner);
  }

  /** Null if the file was deleted in between. */
  private @Nullable Held tryTake(LockOwner owner) throws IOException {
    FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw OutputException.heldBy(read(channel), folder);
      }
      FileChannel proof = proof();
      if (proof == null) {
        return null;
      }
      taken = true;
      return new Held(owner, channel, lock, proof);
    } catch (OverlappingFileLockException e) {
      LEFT_OPEN.add(channel);
      taken = true;
      throw OutputException.heldBy("in this process: " + read(channel), folder);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** A second channel to the file that is locked, or null if the path leads to another or none. */
  private @Nullable FileChannel proof() throws IOException {
    FileChannel proof;
    try {
      proof = FileChannel.open(path, READ, WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      FileLock unused = proof.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return proof;
    }
    proof.close();
    return null;
  }

  private void begin(Held taken, String holder) throws IOException {
    try {
      taken.channel().truncate(0);
      taken.channel().write(ByteBuffer.wrap(holder.getBytes(UTF_8)), 0);
      new LocalFileStore(folder).sweep();
    } catch (IOException | RuntimeException e) {
      release(taken.owner());
      throw e;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(1000);
    channel.read(text, 0);
    String holder = new String(text.array(), 0, text.position(), UTF_8).strip();
    return holder.isEmpty() ? "just begun" : holder;
  }
}
