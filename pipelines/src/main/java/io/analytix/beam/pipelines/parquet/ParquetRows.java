// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.parquet.format.BulkFileContent;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rows in an output: each file holds those of one owner, so files go as a whole. */
final class ParquetRows implements StoredRows {
  /** Folders without rows of channels. */
  private static final Set<String> NO_ROWS = Set.of(OutputPaths.OUTCOMES, OutputPaths.JOBS);

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
  public long forget(ChannelIdentity channel, Set<String> tables) throws IOException {
    return delete(
        tables, name -> OutputPaths.isOf(name, channel.channelId(), channel.contentOwner()));
  }

  @Override
  public long forgetContentOwner(String contentOwner) throws IOException {
    return delete(Set.of(), name -> OutputPaths.isOfContentOwner(name, contentOwner));
  }

  private long delete(Set<String> tables, Predicate<String> isMeant) throws IOException {
    long rows = 0;
    for (String table : files.folders("")) {
      if (!NO_ROWS.contains(table) && (tables.isEmpty() || tables.contains(table))) {
        for (ListedFile file : files.list(table)) {
          if (isMeant.test(file.name())) {
            rows += rowsOf(file.path());
            files.delete(file.path());
          }
        }
      }
    }
    MonthFiles months = new MonthFiles(files);
    for (String report : months.reports()) {
      for (MonthFile month : months.outdated(report)) {
        update(months, month);
      }
    }
    return rows;
  }

  /** A month file that cannot be written again is deleted; the next run writes it. */
  private void update(MonthFiles months, MonthFile month) throws IOException {
    try {
      months.update(month);
    } catch (DamagedFileException e) {
      files.delete(month.path());
    }
  }

  /** Returns 0 for a damaged file, which is deleted, too. */
  private long rowsOf(String path) throws IOException {
    Optional<SeekableByteChannel> opened = files.open(path);
    if (opened.isEmpty()) {
      return 0;
    }
    try (BulkFileContent table = BulkFileContent.open(opened.get())) {
      return table.size();
    } catch (DamagedFileException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
