// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An output in a folder of this machine. */
record LocalFiles(Path output) implements OutputFiles {
  /** In a snapshot's folder, whose name does not tell that it is one of ours: as we name them. */
  private static final Pattern LEFTOVER_OF_A_SNAPSHOT =
      Pattern.compile("\\..+\\.parquet\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(parquet|html)\\..+\\.tmp");

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(output.resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void replace(String path, byte[] content, String runId) throws IOException {
    Path file = output.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Path beside =
        file.resolveSibling(
            ".%s.%s.%s.tmp".formatted(file.getFileName(), PathName.safe(runId), UUID.randomUUID()));
    try {
      write(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** On the disk before it gets its name, so that not even a power cut leaves half a file. */
  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(output.resolve(path));
  }

  @Override
  public Optional<String> newest(String report) throws IOException {
    Path table = output.resolve(report);
    List<Path> folders = list(table, PathName.MONTH + "*");
    folders.sort(Comparator.reverseOrder());
    folders.add(table);
    for (Path folder : folders) {
      Optional<Path> newest = latest(list(folder, "*" + PathName.PARQUET));
      if (newest.isPresent()) {
        return newest.map(
            file -> output.relativize(file).toString().replace(File.separatorChar, '/'));
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> latest(List<Path> files) throws IOException {
    Optional<Path> latest = Optional.empty();
    FileTime time = FileTime.fromMillis(Long.MIN_VALUE);
    for (Path file : files) {
      FileTime changed = Files.getLastModifiedTime(file);
      if (changed.compareTo(time) > 0 && !file.getFileName().toString().startsWith(".")) {
        latest = Optional.of(file);
        time = changed;
      }
    }
    return latest;
  }

  /** Removes the temporary files that a crash left; only for the holder of the output's lock. */
  void sweep() throws IOException {
    for (Path table : list(output, "*")) {
      sweep(table, LEFTOVER_OF_A_SNAPSHOT);
      for (Path part : list(table, "{" + PathName.MONTH + "," + PathName.RUN + "}*")) {
        sweep(part, LEFTOVER);
      }
    }
    sweep(output.resolve(PathName.PAGES), LEFTOVER);
  }

  private static void sweep(Path folder, Pattern leftover) throws IOException {
    for (Path file : list(folder, ".*.tmp")) {
      if (leftover.matcher(file.getFileName().toString()).matches()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * What a folder holds; nothing if it is none. Only a folder is ever opened: to open and close the
   * lock file would end the lock.
   */
  private static List<Path> list(Path folder, String glob) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }
}
