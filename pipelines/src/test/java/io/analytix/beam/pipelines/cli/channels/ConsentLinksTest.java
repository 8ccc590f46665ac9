// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.SecretManagerEndpoint;
import io.analytix.beam.channel.SecretManagerTokenStore;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code authorise --link} and {@code --answer}: consents of people on other machines. */
final class ConsentLinksTest {
  private static final int OWNERS = 40;
  private static final String PREFIX = "projects/demo/secrets/youtube-";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-15T12:00:00Z"));
  private SimulatedGoogle google;
  private SimulatedSecretManager secrets;
  private World world;
  private Path client;
  private Path names;
  private Store store = Store.FILE;

  private enum Store {
    FILE,
    SECRET_MANAGER
  }

  @BeforeEach
  void start() throws IOException {
    World.Builder channels = World.builder(40);
    for (int i = 0; i < OWNERS; i++) {
      channels.channel(SimulatedChannel.named(name(i)).videoCount(1).build());
    }
    channels.channel(SimulatedChannel.named("stray").videoCount(1).build());
    world = channels.build();
    google = SimulatedGoogle.start(world, clock);
    secrets = SimulatedSecretManager.start();
    client = google.writeClientSecrets(folder.resolve("client.json"));
    names = folder.resolve("names.txt");
  }

  @AfterEach
  void stop() {
    secrets.close();
    google.close();
  }

  private static String name(int number) {
    return String.format(java.util.Locale.ROOT, "owner-%02d", number);
  }

  @ParameterizedTest
  @EnumSource
  void links_manyOwnersInAnyOrder_areSavedOrExplained(Store kind) throws Exception {
    store = kind;
    int owners = kind == Store.FILE ? OWNERS : 12;
    List<String> lines = new ArrayList<>(List.of("\uFEFF# owners", ""));
    for (int i = 0; i < owners; i++) {
      lines.add(name(i) + (i == 7 ? ", " + world.channel(name(7)).id() : ""));
    }
    Files.write(names, lines);

    Map<String, URI> links = links();

    assertThat(links).hasSize(owners);
    assertWithMessage("sent again").that(links()).isEqualTo(links);
    assertThat(missing()).isEqualTo(List.copyOf(links.keySet()));
    assertPendingAreForTheirOwnerOnly(links);

    String late = consent(links.get(name(11)), name(11), "allow");
    clock.move(Duration.ofMinutes(11));
    List<String> addresses = new ArrayList<>(List.of(late));
    for (int i = 0; i < owners; i++) {
      if (i != 11) {
        addresses.add(
            consent(links.get(name(i)), i == 7 ? "stray" : name(i), i == 3 ? "deny" : "allow"));
      }
    }
    addresses.add(addresses.get(6));
    addresses.add("http://127.0.0.1/?state=guessed&code=4%2F0A");
    addresses.add("no address");
    Collections.shuffle(addresses, new Random(4));

    Workbench.Printed answered = answer(addresses);

    assertThat(answered.exitCode()).isEqualTo(2);
    assertThat(answered.out().split("with a new consent", -1)).hasLength(owners - 3 + 1);
    assertThat(answered.err()).contains("record 'owner-03': the consent was denied");
    assertThat(answered.err()).contains("record 'owner-07': the consent is for channel ");
    assertThat(answered.err())
        .contains("record 'owner-11': the token endpoint returned invalid_grant");
    assertThat(answered.err().split("no link waits for this answer", -1)).hasLength(3 + 1);
    assertThat(answered.err().split("The link stays valid until 2026-03-29", -1)).hasLength(3 + 1);
    assertThat(missing()).containsExactly(name(3), name(7), name(11));

    List<String> again =
        List.of(
            consent(links.get(name(3)), name(3), "allow"),
            "  <" + consent(links.get(name(7)), name(7), "allow").replace("&", "&amp;") + ">");
    assertThat(answer(again).exitCode()).isEqualTo(0);
    clock.move(Duration.ofDays(15));
    Workbench.Printed expired = answer(List.of(consent(links.get(name(11)), name(11), "allow")));
    assertThat(expired.exitCode()).isEqualTo(2);
    assertThat(expired.err()).contains("the link has expired at 2026-03-29T12:00:00Z");
    Map<String, URI> newer = links();
    assertThat(newer.keySet()).containsExactly(name(11));
    assertThat(answer(List.of(consent(newer.get(name(11)), name(11), "allow"))).exitCode())
        .isEqualTo(0);

    assertThat(missing()).isEmpty();
    try (TokenStore opened = open()) {
      Map<String, String> pinned = new TreeMap<>();
      for (String name : opened.names()) {
        pinned.put(name, opened.read(name).channelId());
      }
      Map<String, String> expected = new TreeMap<>();
      links.keySet().forEach(name -> expected.put(name, world.channel(name).id()));
      assertThat(pinned).isEqualTo(expected);
    }
    assertThat(pendingFiles()).isEmpty();
  }

  @Test
  void answer_channelOfAnotherRecord_isRefused() throws Exception {
    Files.write(names, List.of("first", "second"));
    Map<String, URI> links = links();
    assertThat(answer(List.of(consent(links.get("first"), name(1), "allow"))).exitCode())
        .isEqualTo(0);

    Workbench.Printed same = answer(List.of(consent(links.get("second"), name(1), "allow")));

    assertThat(same.exitCode()).isEqualTo(2);
    assertThat(same.err()).contains("of which 'first' is the token record already");
    assertThat(missing()).containsExactly("second");
  }

  @Test
  void answer_otherClientOrDamagedFile_isRefusedWithoutAnyRequest() throws Exception {
    Files.write(names, List.of("first", "second"));
    Map<String, URI> links = links();
    String first = consent(links.get("first"), name(1), "allow");
    String other = Files.readString(client).replaceFirst("(\"client_id\"\\s*:\\s*\")", "$1other-");
    Files.writeString(client, other);

    assertThat(answer(List.of(first)).err()).contains("the link was made with OAuth client ");
    for (Path file : pendingFiles()) {
      Files.writeString(file, Files.readString(file).substring(9));
    }
    assertThat(answer(List.of(first)).err()).contains("no link waits for this answer");
    assertThat(google.recordedCalls(Call.Kind.TOKEN)).isEmpty();
  }

  @Test
  void link_withoutName_isAnsweredAsArgumentAndNamedAfterTheChannel() throws Exception {
    Workbench.Printed link = analytix("authorise", "--link");
    String address = consent(URI.create(link.out().strip()), name(2), "allow");

    Workbench.Printed answered = analytix("authorise", "--answer=" + address);

    assertWithMessage(answered.err()).that(answered.exitCode()).isEqualTo(0);
    assertThat(answered.out()).contains("record   " + world.channel(name(2)).id());
    assertThat(answered.all()).doesNotContain(address.replaceFirst(".*code=([^&]*).*", "$1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one,UCshort | line 1: 'UCshort' is not a channel id",
        "one;one | 'one' is not a channel id",
        "one/two | --recordsFile: 'one/two': the name is not valid",
        ".one | must not begin with a dot",
        "# nobody | names no token record"
      })
  void recordsFile_wrongLine_isReportedBeforeAnyLink(String line, String message) throws Exception {
    Files.write(names, List.of(line));

    Workbench.Printed printed = analytix("authorise", "--link", "--recordsFile=" + names);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains(message);
    assertThat(printed.out()).isEmpty();
    assertThat(pendingFiles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--answer=x --link | --answer takes no --link",
        "--recordsFile=x | --recordsFile needs --link",
        "--link --recordsFile=x --record=y | takes no --record",
        "--link --recordsFile=missing | there is no file 'missing'",
      })
  void options_thatDoNotGoTogether_areWrongUsage(String options, String message) {
    List<String> arguments = new ArrayList<>(List.of("authorise"));
    arguments.addAll(List.of(options.split(" ")));

    Workbench.Printed printed = analytix(arguments.toArray(String[]::new));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains(message);
  }

  private void assertPendingAreForTheirOwnerOnly(Map<String, URI> links) throws IOException {
    List<Path> files = pendingFiles();
    assertThat(files).hasSize(links.size());
    for (Path file : files) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
      String verifier =
          Files.readString(file).replaceAll("(?s).*\"code_verifier\" : \"([^\"]*)\".*", "$1");
      assertThat(verifier.length()).isAtLeast(43);
      assertThat(links.toString()).doesNotContain(verifier);
      google.secrets().forEach(secret -> assertThat(verifier).doesNotContain(secret));
    }
  }

  private List<Path> pendingFiles() throws IOException {
    Path root = store == Store.FILE ? folder.resolve("tokens/.consents") : folder.resolve("state");
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** The table of links, by record. */
  private Map<String, URI> links() {
    Workbench.Printed printed = analytix("authorise", "--link", "--recordsFile=" + names);
    assertWithMessage(printed.err()).that(printed.exitCode()).isEqualTo(0);
    Map<String, URI> links = new LinkedHashMap<>();
    printed
        .out()
        .lines()
        .forEach(line -> links.put(line.split("\t")[0], URI.create(line.split("\t")[1])));
    return links;
  }

  private Workbench.Printed answer(List<String> addresses) {
    return analytix(
        environment()
            .withInput(new ByteArrayInputStream(String.join("\r\n", addresses).getBytes(UTF_8))),
        "authorise",
        "--answer=-");
  }

  /** The records that 'channels check' reports as missing. */
  private List<String> missing() {
    return analytix("channels", "check")
        .out()
        .lines()
        .filter(line -> line.contains("no consent yet"))
        .map(line -> line.split(" ")[0])
        .toList();
  }

  /** What the owner's browser is redirected to, and cannot open. */
  private String consent(URI link, String owner, String decision) throws Exception {
    StringBuilder form =
        new StringBuilder("decision=" + decision + "&account=" + world.channel(owner).id());
    String scopes = link.getRawQuery().replaceFirst(".*[?&]?scope=([^&]*).*", "$1");
    for (String scope : URLDecoder.decode(scopes, UTF_8).split(" ")) {
      form.append("&allow=").append(URLEncoder.encode(scope, UTF_8));
    }
    return HTTP.send(
            HttpRequest.newBuilder(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString()))
                .build(),
            BodyHandlers.discarding())
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private CliEnvironment environment() {
    return new CliEnvironment(
        false,
        false,
        Map.of("XDG_STATE_HOME", folder.resolve("state").toString()),
        clock,
        System::nanoTime);
  }

  private Workbench.Printed analytix(String... arguments) {
    return analytix(environment(), arguments);
  }

  private Workbench.Printed analytix(CliEnvironment environment, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(
        List.of(
            "--clientSecrets=file:" + client,
            "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
            "--youtubeDataEndpoint=" + google.dataApiRootUrl()));
    line.add(
        "--tokenRecords="
            + (store == Store.FILE
                ? "file:" + folder.resolve("tokens")
                : "secretmanager:" + PREFIX + "*"));
    if (store == Store.SECRET_MANAGER) {
      line.add("--secretManagerEndpoint=" + secrets.endpoint());
    }
    return Workbench.analytix(environment, line.toArray(String[]::new));
  }

  private TokenStore open() {
    return store == Store.FILE
        ? new FileTokenStore(folder.resolve("tokens"))
        : SecretManagerTokenStore.in(PREFIX + "*", new SecretManagerEndpoint(secrets.endpoint()))
            .open();
  }
}
