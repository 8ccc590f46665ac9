// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files as they are served, compressed: {@code
 * REPORT_TYPE/OWNER_OR_CHANNEL/YYYY-MM-DD.REPORT_ID.csv.gz}.
 */
public final class ArchiveFolder implements BulkArchive {
  private final FileStore files;

  /** An archive in these files. */
  public ArchiveFolder(FileStore files) {
    this.files = files;
  }

  @Override
  public Entry begin(BulkFile file) throws IOException {
    String path =
        OutputPaths.archived(
            file.reportType(), file.owner(), file.day(), file.generation().reportId());
    return new ArchivedFile(files.begin(path, file.runId()));
  }

  /**
   * Deletes the files of a channel or content owner.
   *
   * @return how many
   */
  public long forget(String owner) throws IOException {
    long deleted = 0;
    for (String reportType : files.folders("")) {
      for (ListedFile file : files.list(reportType + "/" + OutputPaths.archiveFolder(owner))) {
        files.delete(file.path());
        deleted++;
      }
    }
    return deleted;
  }

  @Override
  public void close() {}

  private static final class ArchivedFile implements Entry {
    private final PendingFile pending;
    private final ServedBytes stream;

    ArchivedFile(PendingFile pending) {
      this.pending = pending;
      this.stream = new ServedBytes(pending.stream());
    }

    @Override
    public OutputStream stream() {
      return stream;
    }

    @Override
    public void commit() throws IOException {
      stream.end();
      pending.commit();
    }

    @Override
    public void close() throws IOException {
      pending.close();
    }
  }

  /** Compresses what is not compressed yet, by its first bytes. */
  private static final class ServedBytes extends OutputStream {
    private final OutputStream file;
    private @Nullable OutputStream target;
    private int first = -1;

    ServedBytes(OutputStream file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      OutputStream known = target;
      if (known != null) {
        known.write(bytes, offset, length);
      } else if (length > 0) {
        begin(bytes, offset, length);
      }
    }

    private void begin(byte[] bytes, int offset, int length) throws IOException {
      if (first < 0 && length == 1) {
        first = bytes[offset] & 0xFF;
        return;
      }
      int one = first < 0 ? bytes[offset] & 0xFF : first;
      int two = first < 0 ? bytes[offset + 1] & 0xFF : bytes[offset] & 0xFF;
      OutputStream chosen = one == 0x1f && two == 0x8b ? file : new GZIPOutputStream(file);
      if (first >= 0) {
        chosen.write(first);
      }
      chosen.write(bytes, offset, length);
      target = chosen;
    }

    private void end() throws IOException {
      OutputStream known = target;
      if (known instanceof GZIPOutputStream gzip) {
        gzip.finish();
      } else if (known == null) {
        GZIPOutputStream gzip = new GZIPOutputStream(file);
        if (first >= 0) {
          gzip.write(first);
        }
        gzip.finish();
      }
    }
  }
}
