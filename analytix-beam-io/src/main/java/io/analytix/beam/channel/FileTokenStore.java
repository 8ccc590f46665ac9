// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder in which each {@code *.json} file is a token record, named by its stem. */
public final class FileTokenStore implements TokenStore {
  private static final String SUFFIX = ".json";

  private final Path folder;

  /** The records in {@code folder}. */
  public FileTokenStore(Path folder) {
    this.folder = folder;
  }

  /** A factory for the records in the folder at this path. */
  public static Factory in(String folder) {
    return () -> new FileTokenStore(Path.of(folder));
  }

  @Override
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("token records: '" + folder + "' is not a folder");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (AccessDeniedException e) {
      throw new IOException("token records: folder '" + folder + "' may not be read", e);
    }
  }

  @Override
  public TokenRecord read(String name) throws TokenRecordException, IOException {
    try {
      return TokenRecord.parse(Files.readAllBytes(file(name)));
    } catch (NoSuchFileException e) {
      throw new TokenRecordException("there is no token record of this name any more");
    } catch (AccessDeniedException e) {
      throw new TokenRecordException("the token record's file may not be read");
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

  /** {@inheritDoc} A folder that is not there yet is made, for its owner only. */
  @Override
  public void save(String name, TokenRecord consented) throws TokenRecordException, IOException {
    Files.createDirectories(folder, ownerOnly("rwx------"));
    write(name, consented);
  }

  @Override
  public void delete(String name) throws TokenRecordException, IOException {
    Files.deleteIfExists(file(name));
  }

  /** First beside and onto the disk, then by a rename: a crash leaves the old record or the new. */
  private void write(String name, TokenRecord record) throws TokenRecordException, IOException {
    Path file = file(name);
    Path beside = Files.createTempFile(folder, "." + name, ".tmp", ownerOnly("rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer json = ByteBuffer.wrap(record.toJson());
        while (json.hasRemaining()) {
          channel.write(json);
        }
        channel.force(true);
      }
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
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
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** The record's file, which lies in the folder itself: names may come from outside. */
  private Path file(String name) throws TokenRecordException {
    try {
      Path file = folder.getFileSystem().getPath(name + SUFFIX);
      if (file.equals(file.getFileName())) {
        return folder.resolve(file);
      }
    } catch (InvalidPathException e) {
      // No file can have this name, so no record has.
    }
    throw new TokenRecordException("there can be no token record of this name");
  }
}
