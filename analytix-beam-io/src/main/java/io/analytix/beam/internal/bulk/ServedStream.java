// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes of a body as they are served: counts them, and copies them to an archive. */
final class ServedStream extends FilterInputStream {
  private final OutputStream copy;
  private long count;

  /** A stream that copies to {@code copy}. */
  ServedStream(InputStream body, OutputStream copy) {
    super(body);
    this.copy = copy;
  }

  /** The bytes so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read > 0) {
      count += read;
      try {
        copy.write(target, offset, read);
      } catch (IOException e) {
        throw new StorageException("the archive", e);
      }
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    throw new IOException("not skipped, but read");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
