// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A local file that is written beside its place and then moved there. */
final class PendingLocalFile implements PendingFile {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path beside;
  private final FileChannel channel;
  private final OutputStream stream;

  PendingLocalFile(Path file, Path beside) throws IOException {
    this.file = file;
    this.beside = beside;
    this.channel =
        FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  /** Writes to the disk first, so that even a power failure leaves no incomplete file. */
  @Override
  public void commit() throws IOException {
    stream.flush();
    channel.force(true);
    channel.close();
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(beside);
  }
}
