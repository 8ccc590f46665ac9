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
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock file of a folder while this process holds it.
 *
 * <p>The operating system forgets a process's lock as soon as the process closes <em>any</em>
 * descriptor of the file. So this file is never opened again while it is locked, but for one second
 * channel: that it cannot take the lock, too, proves that the name still leads to the locked file
 * and not to one made after another run deleted it. Both stay open until the end.
 */
public final class LocalLock implements HeldLock {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLock.class);

  /** Far behind the text, so that others may read it where locks are mandatory. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int ATTEMPTS = 100;

  /** Channels that must not be closed, as that would end the lock of another class loader. */
  private static final List<FileChannel> LEFT_OPEN = new ArrayList<>();

  private final Path path;
  private final String owner;
  private final FileChannel channel;
  private final FileLock lock;
  private final FileChannel proof;

  private LocalLock(
      Path path, String owner, FileChannel channel, FileLock lock, FileChannel proof) {
    this.path = path;
    this.owner = owner;
    this.channel = channel;
    this.lock = lock;
    this.proof = proof;
  }

  /**
   * Locks a folder and sweeps it.
   *
   * @param name what the holder is called when another run is refused
   */
  static LocalLock take(Path folder, String name) {
    String owner = describe(name);
    try {
      Files.createDirectories(folder);
      Path path = folder.resolve(".lock");
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        LocalLock file = tryTake(path, owner);
        if (file != null) {
          file.begin(new LocalFileStore(folder));
          return file;
        }
      }
      throw new OutputException("output " + folder + " is being locked by many runs: try again");
    } catch (IOException e) {
      throw new OutputException("output " + folder + " cannot be written: " + FileErrors.of(e), e);
    }
  }

  /** What another run is told. */
  public static OutputException refused(Object folder, String owner) {
    return new OutputException(
        "output %s is being written by another run (%s): wait until it has ended, or name another output"
            .formatted(folder, owner));
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void require() {
    // The operating system sees to that.
  }

  /** It is this process's own, so there is nobody to leave it to. */
  @Override
  public void leave() {
    release();
  }

  /** Deletes the file, then lets go of it. */
  @Override
  public void release() {
    try (channel;
        proof;
        lock) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} is left behind, which does no harm: {}", path, FileErrors.of(e));
    }
  }

  /** Null if the file was deleted on the way. */
  private static @Nullable LocalLock tryTake(Path path, String owner) throws IOException {
    FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw refused(parent(path), read(channel));
      }
      FileChannel proof = proof(path);
      if (proof == null) {
        return null;
      }
      taken = true;
      return new LocalLock(path, owner, channel, lock, proof);
    } catch (OverlappingFileLockException e) {
      LEFT_OPEN.add(channel);
      taken = true;
      throw refused(parent(path), "in this process: " + read(channel));
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** A second channel to the file that is locked, or null if the path leads to another or none. */
  private static @Nullable FileChannel proof(Path path) throws IOException {
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

  private void begin(LocalFileStore files) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(owner.getBytes(UTF_8)), 0);
      files.sweep();
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(1000);
    channel.read(text, 0);
    String owner = new String(text.array(), 0, text.position(), UTF_8).strip();
    return owner.isEmpty() ? "just begun" : owner;
  }

  private static String describe(String name) {
    return "%s, process %d, since %s"
        .formatted(
            name,
            ProcessHandle.current().pid(),
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }
}
