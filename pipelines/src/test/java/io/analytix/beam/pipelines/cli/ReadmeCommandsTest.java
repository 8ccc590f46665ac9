// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README tells a person to type works, with the simulated Google in Google's place. */
final class ReadmeCommandsTest {
  /** Each with the reason why it is not typed here. */
  private static final Set<String> NOT_HERE =
      Set.of(
          // It is what runs this test.
          "mvn verify");

  private static final Path README = Path.of("../README.md");
  private static final World WORLD = World.builder(3).channels(2).build();
  private static final String NOON = WORLD.today() + "T20:00:00Z";

  @TempDir Path folder;
  private StagedCheckout checkout;
  private SimulatedGoogle google;

  @BeforeEach
  void stage() throws IOException {
    checkout = new StagedCheckout(folder);
    google = SimulatedGoogle.start(WORLD);
    google.writeTokenRecords(folder.resolve("tokens"));
    google.writeClientSecrets(folder.resolve("client_secret.json"));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_typedInACheckout_doesItsWork(String command) throws Exception {
    StagedCheckout.Ended ended = checkout.sh(withSimulatedGoogle(command));

    assertWithMessage(ended.err()).that(ended.exitCode()).isEqualTo(0);
    assertThat(ended.out()).isNotEmpty();
  }

  @Test
  void sql_afterTheRun_readsItsTables() throws Exception {
    String run = commands().filter(command -> command.contains(" run ")).findFirst().orElseThrow();
    checkout.sh(withSimulatedGoogle(run));

    for (String query : blocks("sql").toList()) {
      try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
          ResultSet rows =
              duckDb
                  .createStatement()
                  .executeQuery(query.replace("'youtube/", "'" + folder + "/youtube/"))) {
        assertWithMessage(query).that(rows.next()).isTrue();
      }
    }
  }

  static Stream<String> commands() throws IOException {
    return blocks("sh")
        .map(block -> block.replaceAll("\\\\\n\\s*", ""))
        .flatMap(String::lines)
        .map(line -> line.replaceAll("(^| +)#.*", "").strip())
        .filter(line -> !line.isEmpty() && !NOT_HERE.contains(line));
  }

  /** Whoever names a client asks Google. */
  private String withSimulatedGoogle(String command) {
    return command.contains(" --clientSecrets=")
        ? String.join(
            " ",
            command,
            "--apiRootUrl=" + google.apiRootUrl(),
            "--dataApiRootUrl=" + google.dataApiRootUrl(),
            "--asOf=" + NOON)
        : command;
  }

  private static Stream<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
        .matcher(Files.readString(README))
        .results()
        .map(block -> block.group(1));
  }
}
