// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.pipelines.storage.StoredFile;
import java.io.IOException;

/** The rows in an output: each file holds one channel's, so files go as a whole. */
final class ParquetRows implements StoredRows {
  private final FileStore files;
  private final OutputLock lock;

  private ParquetRows(FileStore files, OutputLock lock) {
    this.files = files;
    this.lock = lock;
  }

  /**
   * Takes the lock of an output.
   *
   * @throws OutputException if the output is empty or a run writes to it
   * @throws IOException if the output cannot be read
   */
  static ParquetRows in(ParquetOutput output) throws IOException {
    FileStore files = output.files();
    if (files.folders("").isEmpty()) {
      throw new OutputException(
          "output " + output + " has no tables, so there are no rows to delete: check --output");
    }
    return new ParquetRows(files, OutputLock.take(output, "analytix channels forget"));
  }

  @Override
  public long forget(ChannelIdentity channel) throws IOException {
    String name = OutputPaths.file(channel.channelId(), channel.contentOwner());
    long rows = 0;
    for (String table : files.folders("")) {
      if (!table.equals(OutputPaths.OUTCOMES)) {
        for (ListedFile file : files.list(table)) {
          if (file.name().equals(name)) {
            StoredFile found = files.read(file.path());
            rows += rowsOf(found);
            files.delete(found);
          }
        }
      }
    }
    return rows;
  }

  /** Returns 0 for a damaged file, which is deleted, too. */
  private static long rowsOf(StoredFile file) {
    try (ParquetContent table = ParquetContent.open(file.content().orElse(new byte[0]))) {
      return table.size();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
