// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.PendingConsents;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the links wait for their answers: {@code .consents} in a folder of token records; for other
 * token stores a folder of the user on this machine, by the XDG Base Directory Specification.
 */
final class PendingFolder {
  private static final String FILE = "file:";

  private PendingFolder() {}

  /** The pending consents of the token records at this location. */
  static PendingConsents of(String tokenRecords, CliEnvironment environment) {
    Path folder =
        tokenRecords.startsWith(FILE)
            ? Path.of(tokenRecords.substring(FILE.length()), ".consents")
            : state(environment.variables())
                .resolve("analytix")
                .resolve("consents")
                .resolve(tokenRecords.replaceAll("[^A-Za-z0-9_-]+", "_"));
    return new PendingConsents(folder, environment.clock());
  }

  private static Path state(Map<String, String> variables) {
    String named = variables.getOrDefault("XDG_STATE_HOME", "");
    return named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "state")
        : Path.of(named);
  }
}
