// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.bulk.SortedNumbers;
import io.analytix.beam.pipelines.parquet.format.BulkFileContent;
import io.analytix.beam.pipelines.parquet.format.BulkFileEncoder;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileErrors;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.pipelines.storage.PendingFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores each bulk file as one Parquet file, which names its generation. Only the holder of the
 * lock may use it.
 */
final class BulkFileStore implements BulkStore {
  private static final String REPORT = "analytix.report";
  private static final String REPORT_ID = "analytix.report_id";
  private static final String CREATED_AT = "analytix.report_created_at";

  private final FileStore files;
  private final @Nullable OutputLock lock;

  /** Of each report type, the columns of its newest file. */
  private final Map<String, List<String>> columns = new ConcurrentHashMap<>();

  /**
   * A store.
   *
   * @param lock a share, released by {@link #close}; null if the lock is held elsewhere
   */
  BulkFileStore(FileStore files, @Nullable OutputLock lock) {
    this.files = files;
    this.lock = lock;
  }

  /**
   * Returns if the columns of the newest file fit the report type.
   *
   * @throws OutputException with one line, if not
   */
  static void check(BulkReportType type, FileStore files) {
    try {
      for (String path : ParquetOutput.newest(type.id(), files)) {
        try (BulkFileContent content = open(files, path)) {
          if (content != null) {
            check(type, content, path);
            return;
          }
        }
      }
    } catch (IOException e) {
      throw new OutputException(
          "the files of " + type.id() + " cannot be read: " + FileErrors.of(e), e);
    }
  }

  private static void check(BulkReportType type, BulkFileContent content, String path) {
    Map<String, String> now = BulkFileEncoder.columns(BulkTable.of(type));
    List<String> differences = new ArrayList<>();
    content
        .columns()
        .forEach(
            (name, was) -> {
              String is = now.getOrDefault(name, was);
              if (!is.equals(was)) {
                differences.add(
                    "column '%s' is %s in the file and %s now".formatted(name, was, is));
              }
            });
    if (!content.metadata().containsKey(REPORT_ID)) {
      differences.add("it is no bulk file");
    }
    if (!differences.isEmpty()) {
      throw new OutputException(
          "report type '%s' does not match %s: %s; choose another output"
              .formatted(type.id(), path, String.join(", ", differences)));
    }
  }

  private static String path(BulkFile file) {
    return OutputPaths.bulkFile(
        file.reportType(), file.day(), file.channelId(), file.contentOwner());
  }

  @Override
  public Optional<BulkGeneration> stored(BulkFile file) throws IOException {
    try (BulkFileContent content = open(files, path(file))) {
      return content == null ? Optional.empty() : generation(content);
    }
  }

  /** A damaged file counts as none, so that it is replaced. */
  private static @Nullable BulkFileContent open(FileStore files, String path) throws IOException {
    Optional<SeekableByteChannel> channel = files.open(path);
    try {
      return channel.isPresent() ? BulkFileContent.open(channel.get()) : null;
    } catch (DamagedFileException e) {
      return null;
    }
  }

  private static Optional<BulkGeneration> generation(BulkFileContent content) {
    Map<String, String> metadata = content.metadata();
    String id = metadata.get(REPORT_ID);
    String created = metadata.get(CREATED_AT);
    return id == null || created == null
        ? Optional.empty()
        : Optional.of(new BulkGeneration(Instant.parse(created), id));
  }

  @Override
  public Writer begin(BulkFile file, BulkTable table) throws IOException {
    if (lock != null) {
      lock.require();
    }
    return new FileWriter(file, table);
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
  }

  private List<String> older(String reportType) {
    return columns.computeIfAbsent(reportType, type -> ParquetOutput.columns(type, files));
  }

  private final class FileWriter implements Writer {
    private final BulkFile file;
    private final BulkTable table;
    private final PendingFile pending;
    private final BulkFileEncoder encoder;
    private final @Nullable BulkFileContent before;
    private final SortedNumbers keys = new SortedNumbers();
    private final SortedNumbers rows = new SortedNumbers();
    private long count;

    FileWriter(BulkFile file, BulkTable table) throws IOException {
      this.file = file;
      this.table = table;
      this.before = open(files, path(file));
      this.pending = files.begin(path(file), file.runId());
      this.encoder = new BulkFileEncoder(table, older(file.reportType()), pending.stream());
    }

    @Override
    public void write(BulkRow row) throws IOException {
      encoder.write(row);
      count++;
      if (before != null) {
        keys.add(row.keyHash());
        rows.add(row.rowHash());
      }
    }

    @Override
    public BulkStored commit() throws IOException {
      encoder.end(metadata());
      if (before == null) {
        pending.commit();
        return new BulkStored(true, count, 0, 0, 0, null);
      }
      Optional<BulkGeneration> present = generation(before);
      if (present.isPresent() && present.get().compareTo(file.generation()) > 0) {
        return new BulkStored(false, 0, 0, 0, before.size(), null);
      }
      BulkStored changes = compare(before);
      if (changes.written()) {
        before.close();
        pending.commit();
      }
      return changes;
    }

    /** By columns, by keys and by whole rows; in whatever order they are. */
    private BulkStored compare(BulkFileContent old) throws IOException {
      Set<String> notOfFile =
          table.fields().stream()
              .filter(field -> field.source() != BulkTable.Source.FILE)
              .map(BulkTable.Field::name)
              .collect(Collectors.toSet());
      Set<String> keyNames =
          table.fields().stream()
              .filter(BulkTable.Field::key)
              .map(BulkTable.Field::name)
              .collect(Collectors.toSet());
      try (SortedNumbers oldKeys = new SortedNumbers();
          SortedNumbers oldRows = new SortedNumbers()) {
        old.hashes(
            column -> !notOfFile.contains(column),
            keyNames::contains,
            (key, row) -> {
              oldKeys.add(key);
              oldRows.add(row);
            });
        long unchanged = SortedNumbers.common(rows, oldRows);
        long sameKey = Math.max(unchanged, SortedNumbers.common(keys, oldKeys));
        // A cell of a new column may be empty, as if the column were not there.
        boolean differs =
            unchanged < count
                || unchanged < oldRows.size()
                || !old.columns().keySet().equals(columnNames());
        return new BulkStored(
            differs,
            count - sameKey,
            sameKey - unchanged,
            oldRows.size() - sameKey,
            unchanged,
            null);
      }
    }

    private Set<String> columnNames() {
      return table.fields().stream().map(BulkTable.Field::name).collect(Collectors.toSet());
    }

    private Map<String, String> metadata() {
      Map<String, String> metadata = new TreeMap<>();
      metadata.put(REPORT, file.reportType());
      metadata.put(REPORT_ID, file.generation().reportId());
      metadata.put(CREATED_AT, file.generation().createdAt().toString());
      return metadata;
    }

    @Override
    public void close() throws IOException {
      try (pending;
          encoder;
          keys;
          rows) {
        if (before != null) {
          before.close();
        }
      }
    }
  }
}
