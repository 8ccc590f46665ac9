// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** The output as a whole: whether a run may write there, asked before it fetches anything. */
public final class ParquetOutput {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*");

  private ParquetOutput() {}

  /**
   * Returns if the tables in {@code folder} are of these reports as they are defined now, going by
   * the newest file of each; a folder that does not exist is an empty one. Nothing is changed.
   *
   * @throws OutputException with one line, if a report's columns were removed or retyped or its
   *     query is another, or if the folder cannot be an output
   */
  public static void check(String folder, Collection<ReportDefinition> reports) {
    Path output = local(folder);
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new OutputException("output " + output + " is a file: name a folder");
    }
    OutputFiles files = new LocalFiles(output);
    for (ReportDefinition report : reports) {
      check(ReportSchema.of(report), files);
    }
  }

  private static void check(ReportSchema table, OutputFiles files) {
    String where = table.report().name();
    try {
      Optional<String> path = files.newest(where);
      where = path.orElse(where);
      Optional<byte[]> content = path.isPresent() ? files.read(where) : Optional.empty();
      if (content.isPresent()) {
        try (StoredTable file = StoredTable.open(content.get())) {
          SchemaDiff.check(table, new TableColumns(table.schema()), file);
        }
      }
    } catch (IOException | OutputException e) {
      throw new OutputException(
          "report '%s' does not go with %s: %s"
              .formatted(table.report().name(), where, Lines.of(e)),
          e);
    }
  }

  /**
   * The folder of that name.
   *
   * @throws OutputException if it is not on this machine's file system
   */
  static Path local(String folder) {
    if (folder.isBlank()) {
      throw new OutputException("output is empty: name a folder");
    }
    if (SCHEME.matcher(folder).matches()) {
      throw new OutputException(
          "output " + folder + " is not a local folder, and Parquet can go only to one so far");
    }
    try {
      return Path.of(folder).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new OutputException("output '" + folder + "' is no folder's name", e);
    }
  }
}
