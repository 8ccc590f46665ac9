// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in memory: a month of one channel is small. */
final class InMemoryFile implements InputFile {
  private final byte[] content;

  InMemoryFile(byte[] content) {
    this.content = content;
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
