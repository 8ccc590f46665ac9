// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a run: token records and client secrets of a server, reports, and days.
 *
 * @param folder contains token records and client secrets, see {@link Server#write}
 */
record NightlyRun(Server server, Path folder, List<String> reports, String first, String last) {

  /** Returns the options of a run into this output. */
  List<String> options(Path output, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--tokenRecords=file:" + folder.resolve("tokens"),
                "--clientSecrets=file:" + folder.resolve("client.json"),
                "--youtubeAnalyticsEndpoint=" + server.root(),
                "--youtubeDataEndpoint=" + server.root(),
                "--reports=" + String.join(",", reports),
                "--startDate=" + first,
                "--endDate=" + last,
                "--output=" + output));
    options.addAll(List.of(more));
    if (options.stream().noneMatch(option -> option.startsWith("--queriesPerDay="))) {
      options.add("--queriesPerDay=10000000");
    }
    return options;
  }

  /** Returns the local command with these options. */
  Command command(Path output, String... more) {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(options(output, more));
    return Command.analytix(folder.resolve("log"), line);
  }

  /** Returns the same pipeline as a main class, on the runner of the options. */
  Command pipeline(Path output, String... more) throws IOException {
    return Command.java(folder.resolve("log"), PipelineMain.class, options(output, more));
  }
}
