// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the outcomes that a run left in its output: {@code _outcomes/run=RUN_ID/*.parquet}. */
public final class StoredOutcomes {
  private StoredOutcomes() {}

  /**
   * Hands every outcome of a run to {@code reader}, file by file.
   *
   * @throws IOException if a file cannot be read
   */
  public static void read(String folder, String runId, Consumer<Outcome> reader)
      throws IOException {
    Path run = ParquetOutput.local(folder).resolve(PathName.outcomes(runId));
    StoredFiles.read(
        run, new TableColumns(OutcomeRow.SCHEMA), row -> reader.accept(OutcomeRow.read(row)));
  }
}
