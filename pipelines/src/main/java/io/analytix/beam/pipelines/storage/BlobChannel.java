// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import com.google.cloud.ReadChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** An object of Cloud Storage of which parts are read. */
final class BlobChannel implements SeekableByteChannel {
  private final ReadChannel reader;
  private final long size;
  private long position;

  BlobChannel(ReadChannel reader, long size) {
    this.reader = reader;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size) {
      return -1;
    }
    int read = reader.read(target);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    if (newPosition != position) {
      reader.seek(newPosition);
      position = newPosition;
    }
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return reader.isOpen();
  }

  @Override
  public void close() {
    reader.close();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }
}
