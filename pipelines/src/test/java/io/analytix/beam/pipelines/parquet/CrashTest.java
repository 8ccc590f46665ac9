// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.pipelines.ChildJvm;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.pipelines.storage.LocalFileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it stores. */
final class CrashTest {
  private static final int ROWS = 500;

  @Test
  void store_processKilled_everyFileIsWholeAndTheNextRunTidiesUp(@TempDir Path output)
      throws Exception {
    for (int round = 1; round <= 2; round++) {
      Process writer = writer(output);
      try (BufferedReader said = writer.inputReader(UTF_8)) {
        for (int night = 0; night < 5 * round; night++) {
          assertThat(said.readLine()).isEqualTo("stored");
        }
      } finally {
        writer.destroyForcibly().waitFor();
      }

      SortedMap<String, List<Row>> tables = new Disk(output).table(COUNTRY);
      assertThat(tables).hasSize(1);
      List<Row> rows = tables.values().iterator().next();
      assertThat(rows).hasSize(ROWS);
      assertThat(rows.stream().map(row -> row.getString("run_id")).distinct().toList()).hasSize(1);
    }

    OutputLock.take(ParquetOutput.at(output.toString()), "next run").close();
    assertThat(new Disk(output).files()).hasSize(1);
  }

  private static Process writer(Path output) throws IOException {
    return ChildJvm.of(Writer.class, output.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Stores one night after the other, each with other figures, until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      try (OutputLock lock = OutputLock.take(ParquetOutput.at(args[0]), "writer")) {
        ShardWriter store =
            new ShardWriter(new LocalFileStore(Path.of(lock.output())), List.of(COUNTRY));
        for (int night = 1; night < 10_000; night++) {
          List<Row> rows = new ArrayList<>();
          for (int row = 0; row < ROWS; row++) {
            rows.add(
                Night.of(night)
                    .row(COUNTRY, ALPHA, "2026-01-05", "%05d".formatted(row), (long) night));
          }
          store.store(
              Night.of(night)
                  .shard(COUNTRY, ALPHA, "2026-01-05", "2026-01-05", rows.toArray(new Row[0])));
          System.out.println("stored");
        }
      }
    }
  }
}
