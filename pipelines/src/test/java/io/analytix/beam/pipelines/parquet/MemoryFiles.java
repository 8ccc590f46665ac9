// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An output in memory that counts what is done to it. */
final class MemoryFiles implements OutputFiles {
  private final SortedMap<String, byte[]> content = new TreeMap<>();
  private int changes;
  private int deletions;

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(content.get(path));
  }

  @Override
  public void replace(String path, byte[] bytes, String runId) {
    content.put(path, bytes);
    changes++;
  }

  @Override
  public void delete(String path) {
    content.remove(path);
    changes++;
    deletions++;
  }

  @Override
  public Optional<String> newest(String report) {
    return content.keySet().stream()
        .filter(path -> path.startsWith(report + "/"))
        .reduce((earlier, later) -> later);
  }

  /** Each file's bytes by its path. */
  SortedMap<String, byte[]> content() {
    return content;
  }

  /** How often a file was put in place or deleted. */
  int changes() {
    return changes;
  }

  /** How often a file was deleted. */
  int deletions() {
    return deletions;
  }
}
