// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.guide;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.authorise.AuthorisedChannel;
import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthorisePageTest {
  private static final Path PAGE = Path.of("../src/site/authorization.md");
  private static final Path HERE = Path.of("src/test/java/io/analytix/beam/pipelines/guide");

  @TempDir Path folder;
  private Connection database;
  private TokenStore store;

  @BeforeEach
  void createTable() throws Exception {
    String url = "jdbc:duckdb:" + folder.resolve("tokens.db");
    database = DriverManager.getConnection(url);
    database
        .createStatement()
        .execute("CREATE TABLE tokens (name VARCHAR PRIMARY KEY, record VARCHAR NOT NULL)");
    store = SqlTokenStore.at(url).open();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private static TokenRecord record(String refreshToken) throws TokenRecordException {
    return TokenRecord.parse(
        ("{\"refresh_token\":\"" + refreshToken + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void javaBlocks_areWhatIsCompiled() throws IOException {
    List<String> compiled =
        Stream.concat(
                found(HERE.resolve("AuthoriseSnippets.java")),
                found(HERE.resolve("SqlTokenStore.java")))
            .toList();

    assertThat(blocks(PAGE, "```java\n(.*?)```").toList())
        .containsExactlyElementsIn(compiled)
        .inOrder();
  }

  @Test
  void store_savesReplacesAndRefusesWhatChangedMeanwhile() throws Exception {
    store.save("b", record("old"));
    store.save("a", record("other"));
    store.save("b", record("new"));
    TokenRecord read = store.read("b");

    assertThat(store.names()).containsExactly("a", "b").inOrder();
    assertThat(store.contains("c")).isFalse();
    assertThat(store.replace("b", record("old"), record("late"))).isFalse();
    assertThat(store.replace("b", read, record("newer"))).isTrue();
    assertThat(store.read("b").refreshToken()).isEqualTo(Secret.of("newer"));
    assertThrows(TokenRecordException.class, () -> store.read("c"));
  }

  @Test
  void snippets_intoADatabase_authoriseAndReturnTheChannel() throws Exception {
    World world = World.builder(4).channel(SimulatedChannel.named("alpine-baker").build()).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Path file = google.writeClientSecrets(folder.resolve("client.json"));
      ClientSecrets client = ClientSecretsSource.file(file.toString()).read();
      String root = google.apiRootUrl().toString();

      String id = world.channel("alpine-baker").id();

      AuthorisedChannel done =
          AuthoriseSnippets.authorise(
              client, store, Endpoints.of(root, root), page -> allow(page, id));

      assertThat(done.by()).isEqualTo(Means.CONSENTED);
      assertThat(store.read("alpine-baker").channelId()).isEqualTo(id);
      assertThat(AuthoriseSnippets.who(client, store).claims())
          .containsEntry("iss", "https://accounts.google.com");
    }
  }

  /** Says yes to everything, and goes where Google sends. */
  private static void allow(URI page, String account) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    StringBuilder form = new StringBuilder("decision=allow&account=" + account);
    for (String scope : List.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE)) {
      form.append("&allow=").append(URLEncoder.encode(scope, StandardCharsets.UTF_8));
    }
    HttpRequest answer =
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build();
    CompletableFuture<HttpResponse<String>> unused =
        http.sendAsync(answer, BodyHandlers.ofString())
            .thenApply(sentBack -> sentBack.headers().firstValue("Location").orElseThrow())
            .thenApply(to -> HttpRequest.newBuilder(URI.create(to)).build())
            .thenCompose(request -> http.sendAsync(request, BodyHandlers.ofString()));
  }

  private static Stream<String> found(Path file) throws IOException {
    return blocks(file, "// authorization.md: (?!end)\\w+\n(.*?) *// authorization.md: end");
  }

  private static Stream<String> blocks(Path file, String block) throws IOException {
    return Pattern.compile(block, Pattern.DOTALL)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1).stripTrailing().stripIndent());
  }
}
