// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a command prints, as a person has read and approved it. */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/io/analytix/beam/pipelines/cli");

  private GoldenFile() {}

  /** Compares; with {@code -Dapprove=true}, approves instead. */
  public static void assertApproved(String name, String printed) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("approve")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, printed);
    }
    assertWithMessage("%s, -Dapprove=true approves it: what is printed", file)
        .that(printed)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "nothing approved yet");
  }
}
