// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileErrors;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The files of an output that cannot be read: found, and set aside on request. */
public final class DamagedFiles {
  private final ParquetOutput output;
  private final FileStore files;

  /** The damaged files of an output. */
  public DamagedFiles(ParquetOutput output) {
    this.output = output;
    this.files = output.files();
  }

  /**
   * A file that cannot be read.
   *
   * @param path relative to the output
   */
  public record DamagedFile(String path, String problem) {}

  /**
   * Reads files completely and returns those that are damaged, in the order of their paths.
   *
   * @param paths relative to the output; empty for all
   * @param read receives the path of each file that was read
   * @throws OutputException if a path is no file of this output
   * @throws IOException if the output cannot be read
   */
  public List<DamagedFile> find(Collection<String> paths, Consumer<String> read)
      throws IOException {
    List<DamagedFile> damaged = new ArrayList<>();
    for (String path : paths.isEmpty() ? all() : List.copyOf(paths)) {
      try {
        check(path);
      } catch (DamagedFileException e) {
        damaged.add(new DamagedFile(path, FileErrors.of(e)));
      }
      read.accept(path);
    }
    return damaged;
  }

  private List<String> all() throws IOException {
    List<String> paths = new ArrayList<>();
    for (String folder : files.folders("")) {
      if (!folder.equals(OutputPaths.DAMAGED)) {
        files.list(folder).stream()
            .map(ListedFile::path)
            .filter(path -> path.endsWith(OutputPaths.PARQUET))
            .forEach(paths::add);
      }
    }
    return paths;
  }

  private void check(String path) throws IOException {
    if (!path.matches("[^/.][^/]*(/[^/.][^/]*)+\\.parquet")) {
      throw new OutputException(
          "'" + path + "' is not a Parquet file of the output: give its path below " + output);
    }
    if (path.startsWith(OutputPaths.MONTH_FILES + "/")) {
      checkMonthFile(path);
      return;
    }
    Optional<byte[]> content = files.read(path).content();
    if (content.isEmpty()) {
      throw new OutputException("there is no file " + files.address(path));
    }
    if (path.startsWith(OutputPaths.OUTCOMES + "/")) {
      OutcomeReader.check(content.get());
    } else {
      ParquetContent.check(content.get());
    }
  }

  /** It may be larger than the memory. */
  private void checkMonthFile(String path) throws IOException {
    Optional<SeekableByteChannel> channel = files.open(path);
    if (channel.isEmpty()) {
      throw new OutputException("there is no file " + files.address(path));
    }
    try (SeekableByteChannel content = channel.get()) {
      ParquetContent.check(content);
    }
  }

  /**
   * Moves the files to a new folder below {@code _damaged}, under the lock of the output.
   *
   * @return the address of the folder
   * @throws OutputException if another run holds the lock
   * @throws IOException if a file cannot be moved; those before it are
   */
  public String setAside(Collection<DamagedFile> damaged) throws IOException {
    String folder = OutputPaths.DAMAGED + "/" + UUID.randomUUID();
    try (OutputLock lock = OutputLock.take(output, "analytix output check")) {
      lock.require();
      for (DamagedFile file : damaged) {
        try {
          files.move(file.path(), folder + "/" + file.path());
        } catch (IOException e) {
          throw new IOException("cannot set " + file.path() + " aside: " + FileErrors.of(e), e);
        }
      }
    }
    return files.address(folder);
  }
}
