// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in memory. A month of one channel is small, so files are written as a whole. */
final class InMemoryFile implements InputFile, OutputFile {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final byte[] content;

  /** A file to write. */
  InMemoryFile() {
    this(new byte[0]);
  }

  /** A file to read. */
  InMemoryFile(byte[] content) {
    this.content = content;
  }

  /** The written bytes. */
  byte[] bytes() {
    return written.toByteArray();
  }

  @Override
  public long getLength() {
    return content.length;
  }

  @Override
  public SeekableInputStream newStream() {
    ReplayedBytes bytes = new ReplayedBytes(content);
    return new DelegatingSeekableInputStream(bytes) {
      @Override
      public long getPos() {
        return bytes.position();
      }

      @Override
      public void seek(long position) throws IOException {
        bytes.moveTo(position);
      }
    };
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return written.size();
      }

      @Override
      public void write(int b) {
        written.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return "memory";
  }

  private static final class ReplayedBytes extends ByteArrayInputStream {
    ReplayedBytes(byte[] content) {
      super(content);
    }

    int position() {
      return pos;
    }

    void moveTo(long position) throws IOException {
      if (position < 0 || position > count) {
        throw new IOException("position " + position + " of " + count + " bytes");
      }
      pos = (int) position;
    }
  }
}
