// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.output.ChannelTable;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.output.Reads;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.parquet.format.BulkFileContent;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.parquet.format.SchemaDiff;
import io.analytix.beam.pipelines.storage.ArchiveFolder;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileErrors;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.FileStores;
import io.analytix.beam.pipelines.storage.GcsFileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parquet files in a folder, on this machine or in Cloud Storage. */
public final class ParquetOutput implements Output, Serializable {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ParquetOutput.class);
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*");

  private final String address;

  /** The options to access it with; null for a local folder. */
  private final @Nullable SerializablePipelineOptions access;

  private final boolean monthFiles;
  private transient @Nullable FileStore files;

  private ParquetOutput(
      String address, @Nullable SerializablePipelineOptions access, boolean monthFiles) {
    this.address = address;
    this.access = access;
    this.monthFiles = monthFiles;
  }

  /** The output of that name, reached as Beam does by default. */
  public static ParquetOutput at(String address) {
    return at(address, PipelineOptionsFactory.create());
  }

  /**
   * The output of that name. Nothing is looked at.
   *
   * @param address a folder on the local file system, or {@code gs://BUCKET/FOLDER}
   * @param options Beam's own: credentials, {@code --gcsEndpoint}, the project of jobs
   * @throws OutputException with one line, if there can be no such output
   */
  public static ParquetOutput at(String address, PipelineOptions options) {
    if (address.startsWith(GcsFileStore.SCHEME)) {
      return new ParquetOutput(
          GcsFileStore.path(address).toString(), new SerializablePipelineOptions(options), false);
    }
    return new ParquetOutput(local(address).toString(), null, false);
  }

  /**
   * The same, with a file per report and month that has the rows of all channels, for readers:
   * {@code _months/REPORT/YYYY-MM.parquet}.
   */
  public ParquetOutput withMonthFiles() {
    return new ParquetOutput(address, access, true);
  }

  /** Whether it has month files. */
  boolean hasMonthFiles() {
    return monthFiles;
  }

  /** Whether the address is a local folder. */
  public static boolean isFolder(String address) {
    return !SCHEME.matcher(address).matches();
  }

  /** The same, reached with other options: those of a worker. */
  ParquetOutput with(PipelineOptions options) {
    return access == null
        ? this
        : new ParquetOutput(address, new SerializablePipelineOptions(options), monthFiles);
  }

  /** Its files. */
  FileStore files() {
    FileStore known = files;
    if (known == null) {
      known =
          access == null
              ? new LocalFileStore(Path.of(address))
              : FileStores.open(address, access.get());
      files = known;
    }
    return known;
  }

  /** An archive of bulk files at this address. */
  public ArchiveFolder archive() {
    return new ArchiveFolder(files());
  }

  /** Its whole name, the same for who names it in another way. */
  String address() {
    return address;
  }

  /**
   * Returns if its tables have the columns and queries of these reports, by the two newest files of
   * each, of which one may be damaged; what does not exist is empty. Changes nothing.
   *
   * @throws OutputException with one line, if a report's columns were removed or retyped or its
   *     query is another, or if this cannot be an output
   */
  @Override
  public void check(Collection<? extends TableDefinition> reports) {
    FileStore files = files();
    files.check();
    for (TableDefinition report : reports) {
      check(ReportSchema.of(report), files);
    }
  }

  private static void check(ReportSchema table, FileStore files) {
    String report = table.definition().name();
    ParquetSchema columns = new ParquetSchema(table.schema());
    @Nullable OutputException refusal = null;
    try {
      for (String path : newest(report, files)) {
        try {
          check(table, columns, path, files);
          return;
        } catch (DamagedFileException e) {
          // Only the requests whose rows belong into this file fail, when they are stored.
        } catch (IOException | OutputException e) {
          refusal = refusal == null ? refusal(report, path, e) : refusal;
        }
      }
    } catch (IOException e) {
      throw refusal(report, report, e);
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private static void check(ReportSchema table, ParquetSchema columns, String path, FileStore files)
      throws IOException {
    Optional<byte[]> content = files.read(path).content();
    if (content.isPresent()) {
      try (ParquetContent file = ParquetContent.open(content.get())) {
        SchemaDiff.check(table, columns, file);
      }
    }
  }

  private static OutputException refusal(String report, String where, Exception failure) {
    return new OutputException(
        "report '%s' does not match %s: %s".formatted(report, where, FileErrors.of(failure)),
        failure);
  }

  /** Each file stands for itself, so only its columns can contradict the catalogue. */
  @Override
  public void checkBulk(Collection<BulkReportType> types) {
    FileStore files = files();
    files.check();
    types.forEach(type -> BulkFileStore.check(type, files));
  }

  @Override
  public EarlierOutcomes.Factory earlierOutcomes() {
    return ParquetEarlierOutcomes.in(this);
  }

  @Override
  public EarlierFiles.Factory earlierFiles() {
    return () -> (since, reader) -> OutcomeReader.readBulk(this, since, reader);
  }

  @Override
  public PCollection<Boolean> replace(Pipeline pipeline, Reads reads, boolean breakLock) {
    return new ParquetJob(this, breakLock).expand(pipeline, reads);
  }

  @Override
  public OutputLock take(Collection<? extends TableDefinition> tables, boolean breakLock) {
    return OutputLock.take(this, "analytix run", breakLock);
  }

  @Override
  public void outcomes(String runId, Consumer<Outcome> reader) throws IOException {
    OutcomeReader.read(this, runId, reader);
  }

  @Override
  public StoredDays storedDays(String runId, Collection<ReportDefinition> reports) {
    return new StoredChannelDays(this, reports)::of;
  }

  @Override
  public List<ChannelTable> notRefreshedSince(Instant since) throws IOException {
    return new RefreshedSnapshots(this).notRefreshedSince(since);
  }

  @Override
  public Changes changes(PipelineResult result) {
    return new Changes(
        StoreCounters.changes(result), Map.of(), true, StoreCounters.monthFiles(result));
  }

  @Override
  public String writePage(String runId, String html) throws IOException {
    String path = OutputPaths.page(runId);
    files().replace(path, html.getBytes(UTF_8), runId);
    return files().address(path);
  }

  @Override
  public StoredRows openRows() throws IOException {
    return ParquetRows.in(this);
  }

  /**
   * The columns of a table's files, in their order: of the two newest files, those of the one that
   * has more. None if no file can be read.
   */
  static List<String> columns(String report, FileStore files) {
    List<String> columns = List.of();
    try {
      for (String path : newest(report, files)) {
        Optional<SeekableByteChannel> channel = files.open(path);
        if (channel.isPresent()) {
          try (BulkFileContent content = BulkFileContent.open(channel.get())) {
            List<String> found = List.copyOf(content.columns().keySet());
            columns = found.size() > columns.size() ? found : columns;
          } catch (DamagedFileException e) {
            // The other file may be whole; a new file needs neither.
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("the files of {} cannot be read for the order of their columns", report, e);
    }
    return columns;
  }

  /** The two files changed last among those of a report's newest months, if any. */
  static List<String> newest(String report, FileStore files) throws IOException {
    List<String> folders =
        new ArrayList<>(
            files.folders(report).stream()
                .filter(folder -> folder.startsWith(OutputPaths.MONTH))
                .sorted(Comparator.reverseOrder())
                .map(folder -> report + "/" + folder)
                .toList());
    folders.add(report);
    List<String> newest = new ArrayList<>();
    for (String folder : folders) {
      if (newest.size() < 2) {
        files.list(folder).stream()
            .filter(file -> file.name().endsWith(OutputPaths.PARQUET))
            .filter(file -> file.folder().equals(folder))
            .sorted(Comparator.comparing(ListedFile::changed).reversed())
            .limit(2 - newest.size())
            .map(ListedFile::path)
            .forEach(newest::add);
      }
    }
    return newest;
  }

  /**
   * The folder of that name.
   *
   * @throws OutputException if it is not on this machine's file system
   */
  private static Path local(String folder) {
    if (folder.isBlank()) {
      throw new OutputException("output is empty: set it to a folder, or to gs://BUCKET/FOLDER");
    }
    if (!isFolder(folder)) {
      throw new OutputException(
          "output " + folder + " is neither a local folder nor gs://BUCKET/FOLDER");
    }
    try {
      return Path.of(folder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new OutputException("output '" + folder + "' is not a valid folder name", e);
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
