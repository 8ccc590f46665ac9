// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the outcomes that a run left in its output: {@code _outcomes/run=RUN_ID/*.parquet}. */
public final class StoredOutcomes {
  private StoredOutcomes() {}

  /**
   * The runs that left outcomes, the newest first; none if there is no such folder.
   *
   * @throws IOException if the output cannot be read
   */
  public static List<String> runs(ParquetOutput output) throws IOException {
    return output.files().folders(PathName.OUTCOMES).stream()
        .filter(name -> name.startsWith(PathName.RUN))
        .map(name -> name.substring(PathName.RUN.length()))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /**
   * Hands every outcome of a run to {@code reader}, file by file.
   *
   * @throws IOException if a file cannot be read
   */
  public static void read(ParquetOutput output, String runId, Consumer<Outcome> reader)
      throws IOException {
    read(output, runId, (outcome, query) -> reader.accept(outcome));
  }

  /** The same with the query that each outcome is about, as far as its file says. */
  static void read(ParquetOutput output, String runId, Reader reader) throws IOException {
    StoredFiles.readWithFooters(
        output.files(),
        PathName.outcomes(runId),
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
