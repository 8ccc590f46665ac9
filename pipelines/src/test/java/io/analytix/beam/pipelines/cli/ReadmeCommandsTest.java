// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.joining;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code sh} block of the README, executed against the simulated Google. The demo is executed
 * in {@code DemoCommandTest}.
 */
final class ReadmeCommandsTest {
  private static final Path README = Path.of("../README.md");
  private static final World WORLD =
      World.builder(3).channel(SimulatedChannel.named("my-channel").build()).channels(1).build();
  private static final String NOON = WORLD.today() + "T20:00:00Z";

  /** A browser whose user allows everything that the consent page offers. */
  private static final String BROWSER =
      """
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.net.http.HttpRequest;
      import java.net.http.HttpResponse.BodyHandlers;

      class Browser {
        public static void main(String[] arguments) throws Exception {
          HttpClient http =
              HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
          http.send(
              HttpRequest.newBuilder(URI.create(arguments[1]))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(arguments[0]))
                  .build(),
              BodyHandlers.discarding());
        }
      }
      """;

  @TempDir Path folder;
  private StagedCheckout checkout;
  private SimulatedGoogle google;

  @BeforeEach
  void stage() throws IOException {
    checkout = new StagedCheckout(folder);
    google = SimulatedGoogle.start(WORLD);
    google.writeTokenRecords(folder.resolve("tokens"));
    google.writeClientSecrets(folder.resolve("client_secret.json"));
    checkout.browser(BROWSER, consent());
  }

  private static String consent() {
    SimulatedChannel channel = WORLD.channel("my-channel");
    return Stream.of("openid", SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE)
        .map(scope -> "&allow=" + URLEncoder.encode(scope, StandardCharsets.UTF_8))
        .collect(joining("", "decision=allow&account=" + channel.id(), ""));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_inACheckout_runs(String command) throws Exception {
    StagedCheckout.Ended ended = checkout.sh(withSimulatedGoogle(command));

    assertWithMessage(ended.err()).that(ended.exitCode()).isEqualTo(0);
    assertThat(ended.out()).isNotEmpty();
    if (command.contains(" run ")) {
      assertQueriesReadTables();
    }
  }

  /** The run's tables are those of the README's queries. */
  private void assertQueriesReadTables() throws IOException, SQLException {
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
        .filter(line -> !line.isEmpty() && !line.equals(StagedCheckout.DEMO));
  }

  /** Only commands with an OAuth client send requests. */
  private String withSimulatedGoogle(String command) {
    return command.contains(" --clientSecrets=")
        ? String.join(
            " ",
            command,
            "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
            "--youtubeDataEndpoint=" + google.dataApiRootUrl(),
            "--asOf=" + NOON)
        : command;
  }

  private static Stream<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^ *```" + language + "\n(.*?)^ *```")
        .matcher(Files.readString(README))
        .results()
        .map(block -> block.group(1));
  }
}
