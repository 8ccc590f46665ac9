// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

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
    List<Path> months = list(output.resolve(report), PathName.MONTH + "*");
    for (Path month : months.stream().sorted(Comparator.reverseOrder()).toList()) {
      Optional<Path> newest = latest(list(month, "*" + PathName.PARQUET));
      if (newest.isPresent()) {
        return newest.map(file -> report + "/" + month.getFileName() + "/" + file.getFileName());
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
      for (Path part : list(table, "{" + PathName.MONTH + "," + PathName.RUN + "}*")) {
        sweep(part);
      }
    }
    sweep(output.resolve(PathName.PAGES));
  }

  private static void sweep(Path folder) throws IOException {
    for (Path file : list(folder, ".*.tmp")) {
      if (LEFTOVER.matcher(file.getFileName().toString()).matches()) {
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
      return List.of();
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
