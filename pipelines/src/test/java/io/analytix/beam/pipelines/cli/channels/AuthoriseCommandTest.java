// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuthoriseCommandTest {
  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void start() throws IOException {
    bench =
        new Workbench(
            World.builder(9).channel(SimulatedChannel.named("alpine-baker").build()).build(),
            folder);
    bench.google.writeTokenRecords(bench.tokens);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private Workbench.Printed authorise(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "authorise",
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                "--noBrowser"));
    arguments.addAll(List.of(more));
    return Workbench.analytix(arguments.toArray(String[]::new));
  }

  @Test
  void authorise_storedRecord_isRefreshedOnceThenReused() {
    String scopes = "--scopes=yt-analytics.readonly,youtube.readonly";

    Workbench.Printed first = authorise("--record=alpine-baker", scopes);
    Workbench.Printed second = authorise("--record=alpine-baker", scopes);
    Workbench.Printed third = authorise("--record=alpine-baker", scopes, "--force-refresh");

    assertThat(first.out()).startsWith("Authorised, with the stored refresh token.");
    assertThat(second.out())
        .startsWith("Authorised, with the stored access token, which is still valid.");
    assertThat(third.out()).startsWith("Authorised, with the stored refresh token.");
    assertThat(bench.google.recordedCalls(Call.Kind.TOKEN)).hasSize(2);
    String printed = first.all() + second.all() + third.all();
    bench.google.spelledSecrets().forEach(secret -> assertThat(printed).doesNotContain(secret));
  }

  @Test
  void authorise_unreadableRecord_printsTheForceOption() throws Exception {
    Files.writeString(bench.tokens.resolve("broken.json"), "{}");

    Workbench.Printed printed = authorise("--record=broken");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .isEqualTo(
            "analytix: record 'broken': the token record has no refresh_token: replace it with"
                + " --force\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--scopes=drive|there is no scope 'drive'",
        "--record=a/b|record 'a/b': the name is not valid",
        "--record=.a|record '.a': the name of a token record must not begin with a dot",
        "--scopes=openid|the scopes must have yt-analytics.readonly",
        "--scopes=yt-analytics.readonly|name the token record",
        "--port=65536|the port must be in 0..65535, but was 65536",
        "--port=x|Invalid value for option '--port'",
        "--recrod=x|there is no option --recrod"
      })
  void authorise_wrongOption_printsOneLineAndSendsNoRequest(String option, String line)
      throws Exception {
    Workbench.Printed printed = authorise(option);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains(line);
    assertThat(bench.google.recordedCalls()).isEmpty();
    assertThat(new FileTokenStore(bench.tokens).names()).containsExactly("alpine-baker");
  }
}
