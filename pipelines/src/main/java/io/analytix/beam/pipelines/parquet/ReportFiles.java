// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetEncoder;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.pipelines.parquet.format.SchemaDiff;
import io.analytix.beam.pipelines.parquet.format.TableMerge;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.pipelines.storage.StoredFile;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The files of one report. Each file is read, merged with the responses and replaced atomically.
 */
final class ReportFiles {
  /** Columns of the time of a row, for all time grains. */
  private static final Set<String> TIME_COLUMNS =
      Set.of(ReportSchema.DAY, ReportSchema.MONTH, ReportSchema.START_DATE, ReportSchema.END_DATE);

  private final FileStore files;
  private final ReportSchema table;
  private final ParquetSchema columns;
  private final TableMerge merge;
  private @Nullable ParquetEncoder encoder;

  ReportFiles(FileStore files, TableDefinition report) {
    this.files = files;
    this.table = ReportSchema.of(report);
    this.columns = new ParquetSchema(table.schema());
    this.merge = new TableMerge(table);
  }

  /**
   * Replaces the covered rows of the file at {@code path}.
   *
   * @param fresh rows of the responses for this file
   * @throws IOException if the file cannot be read or written; then it is unchanged
   * @throws OutputException if it belongs to another table, or a value does not fit its column
   */
  StoreChanges replace(String path, List<ReplaceScope> answered, List<Row> fresh, String runId)
      throws IOException {
    StoredFile found = files.read(path);
    Optional<byte[]> content = found.content();
    if (content.isEmpty() && fresh.isEmpty()) {
      return StoreChanges.NONE;
    }
    List<Row> old = content.isPresent() ? rows(content.get()) : List.of();
    TableMerge.Merged merged =
        merge.merge(old, answered, fresh.stream().map(columns::canonical).toList());
    if (!merged.differs()) {
      return merged.changes(0, 1, 0);
    }
    if (merged.rows().isEmpty()) {
      files.delete(found);
      return merged.changes(0, 0, 1);
    }
    files.replace(found, encoder().encode(merged.rows()), runId);
    return merged.changes(1, 0, 0);
  }

  /** Columns that the table's files lack are written last, into new files as well. */
  private ParquetEncoder encoder() {
    ParquetEncoder known = encoder;
    if (known == null) {
      TableDefinition report = table.definition();
      known =
          new ParquetEncoder(
              new ParquetSchema(table.schema(), ParquetOutput.columns(report.name(), files)),
              SchemaDiff.metadata(report));
      encoder = known;
    }
    return known;
  }

  /** The table of these files. */
  ReportSchema table() {
    return table;
  }

  /** The rows of the file at {@code path}; none if it cannot be read. */
  List<Row> readable(String path) {
    return readable(path, any -> true);
  }

  /** The time columns of the rows of the file at {@code path}; none if it cannot be read. */
  List<Row> times(String path) {
    return readable(path, TIME_COLUMNS::contains);
  }

  private List<Row> readable(String path, Predicate<String> wanted) {
    try {
      Optional<byte[]> found = files.read(path).content();
      return found.isPresent() ? rows(found.get(), wanted) : List.of();
    } catch (IOException | OutputException e) {
      return List.of();
    }
  }

  /** The rows of a file's content. */
  List<Row> rows(byte[] content) throws IOException {
    return rows(content, any -> true);
  }

  private List<Row> rows(byte[] content, Predicate<String> wanted) throws IOException {
    try (ParquetContent file = ParquetContent.open(content)) {
      SchemaDiff.check(table, columns, file);
      return file.rows(columns, wanted);
    }
  }
}
