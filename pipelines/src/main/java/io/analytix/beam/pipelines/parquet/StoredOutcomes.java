// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the outcomes that a run left in its output: {@code _outcomes/run=RUN_ID/*.parquet}. */
public final class StoredOutcomes {
  private StoredOutcomes() {}

  /**
   * The runs that left outcomes, the newest first; none if there is no such folder.
   *
   * @throws IOException if the folder cannot be read
   */
  public static List<String> runs(String folder) throws IOException {
    Path outcomes = ParquetOutput.local(folder).resolve(PathName.OUTCOMES);
    if (!Files.isDirectory(outcomes)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(outcomes)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(PathName.RUN))
          .map(name -> name.substring(PathName.RUN.length()))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /**
   * Hands every outcome of a run to {@code reader}, file by file.
   *
   * @throws IOException if a file cannot be read
   */
  public static void read(String folder, String runId, Consumer<Outcome> reader)
      throws IOException {
    read(folder, runId, (outcome, query) -> reader.accept(outcome));
  }

  /** The same with the query that each outcome is about, as far as its file says. */
  static void read(String folder, String runId, Reader reader) throws IOException {
    Path run = ParquetOutput.local(folder).resolve(PathName.outcomes(runId));
    StoredFiles.readWithFooters(
        run,
        new TableColumns(OutcomeRow.SCHEMA),
        (row, footer) -> {
          Outcome outcome = OutcomeRow.read(row);
          reader.read(outcome, footer.get(fingerprint(outcome.report())));
        });
  }

  /** The footer entry that has the fingerprint of a report's definition. */
  static String fingerprint(String report) {
    return SchemaDiff.FINGERPRINT + "." + report;
  }

  /** Takes outcomes with the fingerprints of their reports' definitions. */
  @FunctionalInterface
  interface Reader {
    void read(Outcome outcome, @Nullable String query);
  }
}
