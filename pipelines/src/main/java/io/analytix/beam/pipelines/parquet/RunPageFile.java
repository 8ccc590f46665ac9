// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.pipelines.storage.OutputPaths;
import java.io.IOException;

/** The page about a run in its output: {@code _runs/RUN_ID.html}. */
public final class RunPageFile {
  private RunPageFile() {}

  /**
   * Writes the page of a run atomically. The caller must hold the output's {@linkplain OutputLock
   * lock}.
   *
   * @return the address of the page
   * @throws IOException if it cannot be written
   */
  public static String write(ParquetOutput output, String runId, String html) throws IOException {
    String path = OutputPaths.page(runId);
    output.files().replace(path, html.getBytes(UTF_8), runId);
    return output.files().address(path);
  }
}
