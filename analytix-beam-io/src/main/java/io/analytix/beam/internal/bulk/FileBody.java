// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkFormatException;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.internal.youtube.MediaBody;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the body of a file to its end, and finds out whether it is whole. */
final class FileBody {
  private static final int BUFFER = 1 << 16;

  private FileBody() {}

  /**
   * What was read.
   *
   * @param bytes as served
   */
  record Content(CsvRows.Result rows, long bytes) {}

  /**
   * Passes the rows to {@code sink}. None of them counts before this returns.
   *
   * @param archive receives the bytes as they are served, compressed or not
   * @throws CutBodyException if the body is not whole
   * @throws BulkFormatException if it is whole, but not a file of this type
   */
  static Content read(
      MediaBody body, OutputStream archive, BulkReportType type, FileValues values, RowSink sink)
      throws IOException {
    ServedStream served = new ServedStream(body.stream(), archive);
    IOException invalid = null;
    CsvRows.Result rows = null;
    try {
      LastBytesStream csv = new LastBytesStream(plain(served));
      try {
        rows =
            CsvRows.read(
                new InputStreamReader(
                    csv,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)),
                type,
                values,
                sink);
        if (!csv.endsLine(rows.lastIsQuoted())) {
          throw new CutBodyException("the last line of the file is cut");
        }
      } catch (CharacterCodingException e) {
        throw new BulkFormatException("the file is not valid UTF-8");
      }
    } catch (EOFException | ZipException e) {
      throw new CutBodyException("the compressed file is cut or damaged");
    } catch (BulkFormatException e) {
      invalid = e;
    }
    // To the end of the body, because a body that is cut often looks invalid.
    drain(served);
    long bytes = served.count();
    if (body.length().isPresent() && body.length().getAsLong() != bytes) {
      throw new CutBodyException(
          "the file has %d bytes instead of %d".formatted(bytes, body.length().getAsLong()));
    }
    if (invalid != null || rows == null) {
      throw invalid == null ? new BulkFormatException("the file is empty") : invalid;
    }
    return new Content(rows, bytes);
  }

  /** Some servers and proxies send compressed bytes without saying so, and the reverse. */
  private static InputStream plain(InputStream served) throws IOException {
    PeekingStream whole = new PeekingStream(new BufferedInputStream(served, BUFFER));
    return whole.startsWith(0x1f, 0x8b) ? new GZIPInputStream(whole, BUFFER) : whole;
  }

  private static void drain(InputStream served) throws IOException {
    byte[] rest = new byte[BUFFER];
    while (served.read(rest) >= 0) {
      // Only counted.
    }
  }

  /**
   * Tells whether there are more bytes, so that a compressed file of several members is read to its
   * end.
   */
  private static final class PeekingStream extends PushbackInputStream {
    PeekingStream(InputStream in) {
      super(in, 2);
    }

    boolean startsWith(int first, int second) throws IOException {
      byte[] start = readNBytes(2);
      unread(start);
      return start.length == 2 && (start[0] & 0xFF) == first && (start[1] & 0xFF) == second;
    }

    @Override
    public int available() throws IOException {
      int next = read();
      if (next < 0) {
        return 0;
      }
      unread(next);
      return 1;
    }
  }
}
