// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import io.analytix.beam.internal.file.FileProblem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An output in a local folder. */
public record LocalFileStore(Path output) implements FileStore {
  /** A temporary file of a snapshot. Its folder may be foreign, so the whole pattern must match. */
  private static final Pattern LEFTOVER_OF_A_SNAPSHOT =
      Pattern.compile("\\..+\\.parquet\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  /** A temporary file in a folder of a month, a run or pages. */
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(parquet|html)\\..+\\.tmp");

  /** The version of every file that exists; only the holder of the lock changes files. */
  private static final long ANY_VERSION = 1;

  @Override
  public void check() {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new OutputException("output " + output + " is a file: name a folder");
    }
  }

  @Override
  public StoredFile read(String path) throws IOException {
    Path file = output.resolve(path);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new DamagedFileException("it is a folder, a pipe or a device, not a file", null);
      }
      if (attributes.size() > MAX_BYTES) {
        throw new DamagedFileException(TOO_LARGE, null);
      }
      return StoredFile.of(path, Files.readAllBytes(file), ANY_VERSION);
    } catch (NoSuchFileException e) {
      return StoredFile.none(path);
    } catch (AccessDeniedException e) {
      throw new DamagedFileException(FileProblem.of(e), e);
    }
  }

  /** {@inheritDoc} Does not read it. */
  @Override
  public void move(String path, String to) throws IOException {
    Path target = output.resolve(to);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    Files.move(output.resolve(path), target);
  }

  @Override
  public void replace(StoredFile found, byte[] content, String runId) throws IOException {
    replace(found.path(), content, runId);
  }

  @Override
  public PendingFile begin(String path, String runId) throws IOException {
    Path file = output.resolve(path);
    return new PendingLocalFile(file, beside(file, runId));
  }

  @Override
  public Optional<SeekableByteChannel> open(String path) throws IOException {
    try {
      return Optional.of(FileChannel.open(output.resolve(path), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Path beside(Path file, String runId) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return file.resolveSibling(
        ".%s.%s.%s.tmp".formatted(file.getFileName(), OutputPaths.safe(runId), UUID.randomUUID()));
  }

  @Override
  public void replace(String path, byte[] content, String runId) throws IOException {
    Path file = output.resolve(path);
    Path beside = beside(file, runId);
    try {
      write(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Writes the file to the disk, so that even a power failure leaves no incomplete file. */
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
  public void delete(StoredFile found) throws IOException {
    delete(found.path());
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(output.resolve(path));
  }

  @Override
  public List<ListedFile> list(String folder) throws IOException {
    Path top = output.resolve(folder);
    if (!Files.isDirectory(top)) {
      return List.of();
    }
    List<ListedFile> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (!file.getFileName().toString().startsWith(".") && Files.isRegularFile(file)) {
          found.add(new ListedFile(relative(file), Files.getLastModifiedTime(file).toInstant()));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(ListedFile::path));
    return found;
  }

  @Override
  public List<String> folders(String folder) throws IOException {
    return entries(output.resolve(folder), "*").stream()
        .filter(Files::isDirectory)
        .map(entry -> entry.getFileName().toString())
        .sorted()
        .toList();
  }

  @Override
  public String address(String path) {
    return output.resolve(path).toString();
  }

  @Override
  public WriteLock lock() {
    return new LocalLock(output);
  }

  private String relative(Path file) {
    return output.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** Removes the temporary files of crashed runs; only for the holder of the output's lock. */
  void sweep() throws IOException {
    for (Path table : entries(output, "*")) {
      sweep(table, LEFTOVER_OF_A_SNAPSHOT);
      for (Path part : entries(table, "{" + OutputPaths.MONTH + "," + OutputPaths.RUN + "}*")) {
        sweep(part, LEFTOVER);
      }
    }
    for (Path report : entries(output.resolve(OutputPaths.MONTH_FILES), "*")) {
      sweep(report, LEFTOVER);
    }
    sweep(output.resolve(OutputPaths.PAGES), LEFTOVER);
  }

  private static void sweep(Path folder, Pattern leftover) throws IOException {
    for (Path file : entries(folder, ".*.tmp")) {
      if (leftover.matcher(file.getFileName().toString()).matches()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * The entries of a folder; none if it is no folder. Opens folders only: to open and close the
   * lock file would end the lock.
   */
  private static List<Path> entries(Path folder, String glob) throws IOException {
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
