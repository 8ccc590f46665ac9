// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.pipelines.forget.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rows in an output folder: each file holds one channel's, so files go as a whole. */
public final class ParquetRows implements StoredRows {
  /** A table's folder and, in it, those of its months. */
  private static final int DEPTH = 3;

  private final Path folder;
  private final OutputLock lock;

  private ParquetRows(Path folder, OutputLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the lock of a folder.
   *
   * @throws OutputException with one line, if there is no such folder or a run writes to it
   */
  public static ParquetRows in(String folder) {
    Path output = ParquetOutput.local(folder);
    if (!Files.isDirectory(output)) {
      throw new OutputException("output " + output + " is no folder: there are no rows to forget");
    }
    return new ParquetRows(output, OutputLock.take(folder, "analytix channels forget"));
  }

  @Override
  public long forget(ChannelIdentity channel) throws IOException {
    String name = PathName.file(channel.channelId(), channel.contentOwner());
    long rows = 0;
    for (Path file : files(name)) {
      rows += rowsOf(file);
      Files.deleteIfExists(file);
    }
    return rows;
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(file -> file.getFileName().toString().equals(name))
          .filter(file -> !folder.relativize(file).startsWith(PathName.OUTCOMES))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  /** None are counted in a file that is damaged; it goes all the same. */
  private static long rowsOf(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try (StoredTable table = StoredTable.open(content)) {
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
