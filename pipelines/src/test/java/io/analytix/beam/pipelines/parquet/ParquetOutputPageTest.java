// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetOutputPageTest {
  @TempDir Path output;

  @Test
  void write_again_isTheNewPageAlone() throws IOException {
    ParquetOutput.at(output.toString()).writePage("run-1", "<p>first, and longer");
    Path page = Path.of(ParquetOutput.at(output.toString()).writePage("run-1", "<p>zwölf"));

    assertThat(page).isEqualTo(output.resolve("_runs/run-1.html"));
    assertThat(Files.readString(page)).isEqualTo("<p>zwölf");
    assertThat(new Disk(output).files().keySet()).containsExactly("_runs/run-1.html");
  }

  @Test
  void write_nameThatIsAPath_staysInItsFolder() throws IOException {
    Path page = Path.of(ParquetOutput.at(output.toString()).writePage("../run", "<p>"));

    assertThat(page.getParent()).isEqualTo(output.resolve("_runs"));
  }

  @Test
  void lock_leftoverOfAPage_isRemovedAndThePageStays() throws IOException {
    ParquetOutput.at(output.toString()).writePage("run-1", "<p>");
    Files.writeString(output.resolve("_runs/.run-2.html.run-2.x.tmp"), "half");

    OutputLock.take(ParquetOutput.at(output.toString()), "run-3").close();

    assertThat(new Disk(output).files().keySet()).containsExactly("_runs/run-1.html");
  }
}
