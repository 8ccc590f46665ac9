// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
    Path run = ParquetOutput.local(folder).resolve("_outcomes").resolve("run=" + runId);
    TableColumns columns = new TableColumns(OutcomeRow.SCHEMA);
    for (Path file : files(run)) {
      try (StoredTable table = StoredTable.open(Files.readAllBytes(file))) {
        table.rows(columns).forEach(row -> reader.accept(OutcomeRow.read(row)));
      }
    }
  }

  private static List<Path> files(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(run)) {
      return new ArrayList<>(
          all.filter(file -> file.getFileName().toString().matches("[^.].*\\.parquet"))
              .sorted()
              .toList());
    }
  }
}
