// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import com.google.common.collect.Lists;
import io.analytix.beam.pipelines.parquet.format.BulkFileContent;
import io.analytix.beam.pipelines.parquet.format.FileAppender;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.pipelines.storage.PendingFile;
import io.analytix.beam.pipelines.storage.StoredFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * One file per report and month with the rows of all channels, for readers. It is made of the
 * channels' files, which are sorted, one after the other in the order of the channels. Its footer
 * names them by a hash, so that a file is written again if, and only if, one of them has changed,
 * also after a run that was interrupted. Only for the holder of the lock.
 */
final class MonthFiles {
  private static final String SOURCES = "analytix.sources";

  private final FileStore files;

  MonthFiles(FileStore files) {
    this.files = files;
  }

  /** The reports that have month files. */
  List<String> reports() throws IOException {
    return files.folders(OutputPaths.MONTH_FILES);
  }

  /**
   * The month files of a report that differ from the channels' files: they have to be written
   * again, or deleted if they have no sources.
   */
  List<MonthFile> outdated(String report) throws IOException {
    SortedMap<String, List<ListedFile>> months = new TreeMap<>();
    String folders = report + "/" + OutputPaths.MONTH;
    for (ListedFile file : files.list(report)) {
      if (file.folder().startsWith(folders) && file.name().endsWith(OutputPaths.PARQUET)) {
        String month = file.folder().substring(folders.length());
        months.computeIfAbsent(month, any -> new ArrayList<>()).add(file);
      }
    }
    Map<String, MonthFile> outdated = new TreeMap<>();
    months.forEach((month, sources) -> outdated.put(month, MonthFile.of(report, month, sources)));
    for (ListedFile file : files.list(OutputPaths.MONTH_FILES + "/" + report)) {
      if (file.name().endsWith(OutputPaths.PARQUET)) {
        String month = MonthFile.stem(file);
        MonthFile wanted = outdated.getOrDefault(month, MonthFile.of(report, month, List.of()));
        if (!wanted.sources().isEmpty() && wanted.hash().equals(written(file.path()))) {
          outdated.remove(month);
        } else {
          outdated.put(month, wanted);
        }
      }
    }
    return List.copyOf(outdated.values());
  }

  /** The hash of the files that a month's file was made of; empty if it cannot be read. */
  private String written(String path) throws IOException {
    Optional<SeekableByteChannel> channel = files.open(path);
    if (channel.isEmpty()) {
      return "";
    }
    try (BulkFileContent file = BulkFileContent.open(channel.get())) {
      return file.metadata().getOrDefault(SOURCES, "");
    } catch (DamagedFileException e) {
      return "";
    }
  }

  /**
   * Writes a month's file again, or deletes it if it has no sources.
   *
   * @throws DamagedFileException if a source is damaged, with its path; then the file is as before
   */
  void update(MonthFile month) throws IOException {
    if (month.sources().isEmpty()) {
      files.delete(month.path());
      return;
    }
    try (FileReads reads = new FileReads()) {
      MessageType columns = columns(month.sources().get(0));
      while (columns != null) {
        columns = write(month, columns, reads);
      }
    }
  }

  private MessageType columns(String path) throws IOException {
    try (ParquetContent file = open(files.read(path))) {
      return FileAppender.union(file.columns(), file.columns());
    } catch (DamagedFileException e) {
      throw at(path, e);
    }
  }

  /**
   * Writes a month's file with these columns.
   *
   * @return null if it is written; else these and the columns that a source has besides them
   */
  private @Nullable MessageType write(MonthFile month, MessageType columns, FileReads reads)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    try (PendingFile pending = files.begin(month.path(), "months");
        FileAppender out = new FileAppender(columns, pending.stream())) {
      for (List<String> paths : Lists.partition(month.sources(), FileReads.CONCURRENT)) {
        for (StoredFile source : reads.read(paths, this::read)) {
          try (ParquetContent file = open(source)) {
            if (!out.append(file)) {
              return FileAppender.union(columns, file.columns());
            }
            metadata.putAll(file.metadata());
          } catch (DamagedFileException e) {
            throw at(source.path(), e);
          }
        }
      }
      metadata.put(SOURCES, month.hash());
      out.end(metadata);
      pending.commit();
      return null;
    }
  }

  private static ParquetContent open(StoredFile source) throws IOException {
    return ParquetContent.open(source.content().orElse(new byte[0]));
  }

  private static DamagedFileException at(String path, DamagedFileException problem) {
    return new DamagedFileException(path + ": " + problem.getMessage(), problem);
  }

  private StoredFile read(String path) throws IOException {
    try {
      return files.read(path);
    } catch (DamagedFileException e) {
      throw at(path, e);
    }
  }
}
