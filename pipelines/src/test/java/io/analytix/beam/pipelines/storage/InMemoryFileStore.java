// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An output in memory that counts what is done to it. */
public class InMemoryFileStore implements FileStore {
  private final SortedMap<String, byte[]> content = new TreeMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private int changes;
  private int deletions;

  @Override
  public void check() {}

  @Override
  public StoredFile read(String path) {
    byte[] bytes = content.get(path);
    return bytes == null ? StoredFile.none(path) : StoredFile.of(path, bytes, version(path));
  }

  @Override
  public void replace(String path, byte[] bytes, String runId) {
    changes++;
    content.put(path, bytes);
    versions.put(path, changes);
  }

  @Override
  public PendingFile begin(String path, String runId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new PendingFile() {
      @Override
      public OutputStream stream() {
        return bytes;
      }

      @Override
      public void commit() {
        replace(path, bytes.toByteArray(), runId);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Optional<SeekableByteChannel> open(String path) throws IOException {
    byte[] bytes = content.get(path);
    if (bytes == null) {
      return Optional.empty();
    }
    Path copy = Files.createTempFile("memory", ".copy");
    Files.write(copy, bytes);
    return Optional.of(
        Files.newByteChannel(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
  }

  @Override
  public void replace(StoredFile found, byte[] bytes, String runId) throws ConflictException {
    require(found);
    replace(found.path(), bytes, runId);
  }

  @Override
  public void delete(StoredFile found) throws ConflictException {
    require(found);
    delete(found.path());
  }

  @Override
  public void delete(String path) {
    content.remove(path);
    changes++;
    deletions++;
  }

  @Override
  public List<ListedFile> list(String folder) {
    return content.keySet().stream()
        .filter(path -> path.startsWith(folder + "/") && !path.contains("/."))
        .map(path -> new ListedFile(path, Instant.ofEpochSecond(version(path))))
        .toList();
  }

  @Override
  public List<String> folders(String folder) {
    return list(folder).stream()
        .map(file -> file.path().substring(folder.length() + 1))
        .filter(below -> below.contains("/"))
        .map(below -> below.substring(0, below.indexOf('/')))
        .distinct()
        .toList();
  }

  @Override
  public String address(String path) {
    return "memory:" + path;
  }

  @Override
  public WriteLock lock() {
    return new StoredLock(new GcsLockCell(this), (owner, asker) -> ended.contains(owner.token()));
  }

  /** The run has certainly ended, its lock or no. */
  void end(String token) {
    ended.add(token);
  }

  private long version(String path) {
    return content.containsKey(path) ? versions.get(path) : StoredFile.NO_VERSION;
  }

  private void require(StoredFile found) throws ConflictException {
    if (version(found.path()) != found.version()) {
      throw new ConflictException(address(found.path()));
    }
  }

  /** Each file's bytes by its path. */
  public SortedMap<String, byte[]> content() {
    return content;
  }

  /** How often a file was put in place or deleted. */
  public int changes() {
    return changes;
  }

  /** How often a file was deleted. */
  public int deletions() {
    return deletions;
  }
}
