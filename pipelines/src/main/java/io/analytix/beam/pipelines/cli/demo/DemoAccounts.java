// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.SimulatedSecretManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The temporary store of the token records and the OAuth client of the demo. */
interface DemoAccounts extends AutoCloseable {

  /** The command line options that select them. */
  List<String> options();

  /** A note for the user. */
  Optional<String> note();

  @Override
  void close() throws IOException;

  /** The accounts of a simulated Google, in files or in a simulated Secret Manager. */
  static DemoAccounts of(SimulatedGoogle google, boolean inSecretManager) throws IOException {
    return inSecretManager ? DemoSecrets.of(google) : DemoFiles.of(google);
  }

  /** Files in a private folder. */
  record DemoFiles(Path folder) implements DemoAccounts {
    static DemoFiles of(SimulatedGoogle google) throws IOException {
      Path folder = Files.createTempDirectory("analytix-demo");
      google.writeTokenRecords(Files.createDirectories(folder.resolve("tokens")));
      google.writeClientSecrets(folder.resolve("client_secret.json"));
      return new DemoFiles(folder);
    }

    @Override
    public List<String> options() {
      return List.of(
          "--tokenRecords=file:" + folder.resolve("tokens"),
          "--clientSecrets=file:" + folder.resolve("client_secret.json"));
    }

    @Override
    public Optional<String> note() {
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Secrets in a local gRPC server, read by Google's client library. */
  record DemoSecrets(SimulatedSecretManager secrets) implements DemoAccounts {
    private static final String SECRETS = "projects/demo/secrets/";

    static DemoSecrets of(SimulatedGoogle google) throws IOException {
      SimulatedSecretManager secrets = SimulatedSecretManager.start();
      secrets.putTokenRecords(google, SECRETS + "youtube-");
      secrets.putClientSecrets(google, SECRETS + "analytix-client");
      return new DemoSecrets(secrets);
    }

    @Override
    public List<String> options() {
      return List.of(
          "--tokenRecords=secretmanager:" + SECRETS + "youtube-*",
          "--clientSecrets=secretmanager:" + SECRETS + "analytix-client",
          "--secretManagerEndpoint=" + secrets.endpoint());
    }

    @Override
    public Optional<String> note() {
      return Optional.of(
          "Simulated Secret Manager: "
              + secrets.endpoint()
              + ", with "
              + Plurals.of(secrets.secrets().size(), "secret"));
    }

    @Override
    public void close() {
      secrets.close();
    }
  }
}
