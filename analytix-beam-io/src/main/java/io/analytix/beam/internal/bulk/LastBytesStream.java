// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Remembers the last three bytes, to see whether the last line is whole. */
final class LastBytesStream extends FilterInputStream {
  private int last;

  LastBytesStream(InputStream csv) {
    super(csv);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    for (int i = Math.max(0, read - 3); i < read; i++) {
      last = ((last << 8) | (target[offset + i] & 0xFF)) & 0xFFFFFF;
    }
    return read;
  }

  /**
   * Whether a line ends here.
   *
   * @param quoted whether its last cell is in quotes, so that a line feed may be part of it
   */
  boolean endsLine(boolean quoted) {
    int before = (last >> 8) & 0xFF;
    int quote = before == '\r' ? last >> 16 : before;
    return (last & 0xFF) == '\n' && (!quoted || quote == '"');
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
