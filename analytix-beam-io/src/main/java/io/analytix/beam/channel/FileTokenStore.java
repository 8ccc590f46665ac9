// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import io.analytix.beam.internal.file.FileProblem;
import io.analytix.beam.internal.file.SmallFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder in which each {@code *.json} file is a token record, named by its stem. Only regular
 * files and links to them, of up to 1 MiB, can be read.
 */
public final class FileTokenStore implements TokenStore {
  private static final String SUFFIX = ".json";

  /** File systems allow 255 bytes. */
  private static final int MAX_NAME_BYTES = 255 - SUFFIX.length();

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Path folder;

  /** Creates a store of the records in {@code folder}. */
  public FileTokenStore(Path folder) {
    this.folder = folder;
  }

  /** Returns a factory of stores of the records in the folder at this path. */
  public static Factory in(String folder) {
    return () -> new FileTokenStore(Path.of(folder));
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new IOException("token records: '" + folder + "' is not a folder", e);
    } catch (UncheckedIOException e) {
      throw unlisted(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unlisted(e);
    }
  }

  private IOException unlisted(IOException failure) {
    return new IOException(
        "token records: folder '" + folder + "' cannot be read: " + FileProblem.of(failure),
        failure);
  }

  @Override
  public TokenRecord read(String name) throws TokenRecordException, IOException {
    try {
      return TokenRecord.parse(SmallFile.read(file(name)));
    } catch (NoSuchFileException e) {
      throw new TokenRecordException("the token record no longer exists");
    } catch (FileSystemException e) {
      throw new TokenRecordException(
          "the token record's file cannot be read: " + FileProblem.of(e));
    } catch (IOException e) {
      throw new IOException(FileProblem.of(e), e);
    }
  }

  @Override
  public boolean replace(String name, TokenRecord read, TokenRecord changed)
      throws TokenRecordException, IOException {
    if (!Arrays.equals(read(name).toJson(), read.toJson())) {
      return false;
    }
    write(name, changed);
    return true;
  }

  @Override
  public boolean contains(String name) throws IOException {
    try {
      return Files.exists(file(name));
    } catch (TokenRecordException e) {
      return false;
    }
  }

  /** {@inheritDoc} The folder must be writable, or it must be possible to create it. */
  @Override
  public void checkSavable(String name) throws TokenRecordException, IOException {
    TokenStore.super.checkSavable(name);
    if (name.startsWith(".") || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new TokenRecordException(
          "the name of a token record must not begin with a dot and must have at most "
              + MAX_NAME_BYTES
              + " bytes");
    }
    Path file = file(name);
    if (Files.isDirectory(file)) {
      throw new IOException("the token record cannot be saved: '" + file + "' is a folder");
    }
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IOException(
          "token records cannot be saved: '"
              + existing
              + "' is not a folder that you may write to");
    }
  }

  /** Returns the names of the records whose file mode lets other users read them. */
  public List<String> readableByOthers() throws IOException {
    if (!isPosix()) {
      return List.of();
    }
    List<String> readable = new ArrayList<>();
    for (String name : names()) {
      try {
        Set<PosixFilePermission> mode =
            Files.getPosixFilePermissions(folder.resolve(name + SUFFIX));
        if (!Collections.disjoint(mode, OTHERS)) {
          readable.add(name);
        }
      } catch (FileSystemException e) {
        // A link to nothing has no mode; reading the record explains it.
      }
    }
    return readable;
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** {@inheritDoc} A missing folder is created with access for its owner only. */
  @Override
  public void save(String name, TokenRecord consented) throws TokenRecordException, IOException {
    checkSavable(name);
    try {
      Files.createDirectories(folder, ownerOnly("rwx------"));
    } catch (FileSystemException e) {
      throw notWritten(folder, e);
    }
    write(name, consented);
  }

  @Override
  public void delete(String name) throws TokenRecordException, IOException {
    Path file = file(name);
    try {
      Files.deleteIfExists(file);
    } catch (FileSystemException e) {
      throw new IOException("'" + file + "' cannot be deleted: " + FileProblem.of(e), e);
    }
  }

  /**
   * Writes a temporary file, forces it to the disk and renames it: a crash leaves either the old or
   * the new record.
   */
  private void write(String name, TokenRecord record) throws TokenRecordException, IOException {
    Path file = file(name);
    try {
      Path temporary = Files.createTempFile(folder, ".record", ".tmp", ownerOnly("rw-------"));
      try {
        writeToDisk(temporary, record.toJson());
        move(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (FileSystemException e) {
      throw notWritten(file, e);
    }
  }

  private static IOException notWritten(Path file, FileSystemException failure) {
    return new IOException("'" + file + "' cannot be written: " + FileProblem.of(failure), failure);
  }

  private static void writeToDisk(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Returns the record's file. It must be directly in the folder, because names may come from an
   * untrusted source.
   */
  private Path file(String name) throws TokenRecordException {
    try {
      Path file = folder.getFileSystem().getPath(name + SUFFIX);
      if (file.equals(file.getFileName())) {
        return folder.resolve(file);
      }
    } catch (InvalidPathException e) {
      // A name that no file can have is rejected below.
    }
    throw new TokenRecordException(
        "the name is not valid for a token record: it must be the name of a file, without a path");
  }
}
