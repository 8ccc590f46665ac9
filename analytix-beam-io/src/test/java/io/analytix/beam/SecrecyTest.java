// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.SecretManagerEndpoint;
import io.analytix.beam.channel.SecretManagerTokenStore;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.SecretCall.Method;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.testing.World;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.SdkHarnessOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No planted secret is in anything that leaves the process or is shown. */
final class SecrecyTest {
  @TempDir Path folder;

  /** All log records except those of the simulated server, which logs requests. */
  private static final class Log extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      String name = String.valueOf(line.getLoggerName());
      if (!name.startsWith("wiremock")
          && !name.contains("tomakehurst")
          && !name.endsWith("NettyServerHandler")) {
        lines.add(name + ": " + formatter.format(line));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void read_everyFailure_noSecretIsInAnyOutput() throws Exception {
    World world = World.builder(61).today(LocalDate.parse("2026-02-24")).channels(5).build();
    Logger root = Logger.getLogger("");
    Level level = root.getLevel();
    Log log = new Log();
    log.setLevel(Level.ALL);
    List<String> said = new ArrayList<>();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Path tokens = google.writeTokenRecords(folder.resolve("tokens"));
      google.writeClientSecrets(folder.resolve("client.json"));
      google.writeTokenRecord(
          tokens, "mistaken", world.channels().get(0), Optional.of("UCabcdefghijklmnopqrst_-"));
      String refreshToken = google.refreshToken(world.channels().get(1).id());
      Files.writeString(tokens.resolve("broken.json"), "{\"refresh_token\":\"" + refreshToken);
      Files.writeString(tokens.resolve("text.json"), refreshToken);
      google.revoke(world.channels().get(2).id());
      google.rotateRefreshToken(world.channels().get(3).id());
      google
          .faults()
          .next(1, Fault.BAD_TOKEN)
          .next(1, Fault.TOKEN_HTML)
          .next(1, Fault.CONNECTION_RESET)
          .randomly(1, 0.1, Fault.BACKEND_ERROR, Fault.HTML_INSIDE_200, Fault.CUT_BODY);
      AnalytixIO.Read read = Reading.of(google, folder);
      root.setLevel(Level.ALL);
      root.addHandler(log);

      List<FinishedShard> shards =
          Reading.run(
              read,
              pipeline -> {
                logEverything(pipeline);
                said.add(
                    new String(PipelineTranslation.toProto(pipeline).toByteArray(), ISO_8859_1));
                return pipeline;
              });

      said.add(shards.toString());
      said.add(DisplayData.from(read).toString());
      said.add(serialized(read.options()));
      said.addAll(log.lines);
      assertThat(Reading.endings(shards))
          .contains("mistaken channel_daily: FAILED IDENTITY_MISMATCH");
      assertThat(log.lines).isNotEmpty();
      assertSaysNone(google.spelledSecrets(), said);
    } finally {
      root.removeHandler(log);
      root.setLevel(level);
    }
  }

  @Test
  void read_accountsInSecretManager_noSecretIsInAnyOutput() throws Exception {
    World world = World.builder(63).today(LocalDate.parse("2026-02-24")).channels(6).build();
    Logger root = Logger.getLogger("");
    Level level = root.getLevel();
    Log log = new Log();
    log.setLevel(Level.ALL);
    List<String> said = new ArrayList<>();
    try (SimulatedGoogle google = SimulatedGoogle.start(world);
        SimulatedSecretManager secrets = SimulatedSecretManager.start()) {
      String prefix = "projects/demo/secrets/youtube-";
      secrets.putTokenRecords(google, prefix);
      secrets.putClientSecrets(google, "projects/demo/secrets/client");
      String planted = google.refreshToken(world.channels().get(1).id());
      secrets.put(prefix + "broken", "{\"refresh_token\":\"" + planted);
      // A service that quotes what it should not.
      for (int number : List.of(0, 2)) {
        google.rotateRefreshToken(world.channels().get(number).id());
      }
      secrets.fail(call -> call.method() == Method.ADD_VERSION, "INTERNAL", planted, 1);
      secrets.fail(
          call -> call.secret().endsWith(world.channels().get(4).handle()),
          "INVALID_ARGUMENT",
          "cannot read " + planted,
          Faults.FOREVER);
      secrets.deny(call -> call.secret().endsWith(world.channels().get(5).handle()));
      secrets.corrupt(call -> call.method() == Method.ACCESS_VERSION, 1);
      SecretManagerEndpoint endpoint = new SecretManagerEndpoint(secrets.endpoint());
      AnalytixIO.Read read =
          Reading.of(google, folder)
              .withTokenStore(SecretManagerTokenStore.in(prefix + "*", endpoint))
              .withClientSecrets(
                  ClientSecretsSource.secret("projects/demo/secrets/client", endpoint));
      root.setLevel(Level.ALL);
      root.addHandler(log);

      List<FinishedShard> shards =
          Reading.run(
              read,
              pipeline -> {
                logEverything(pipeline);
                said.add(
                    new String(PipelineTranslation.toProto(pipeline).toByteArray(), ISO_8859_1));
                return pipeline;
              });
      secrets.fail(call -> call.method() == Method.LIST_SECRETS, "INTERNAL", planted, 1);
      RuntimeException unlisted = assertThrows(RuntimeException.class, () -> Reading.run(read));

      StringWriter trace = new StringWriter();
      unlisted.printStackTrace(new PrintWriter(trace));
      said.add(trace.toString());
      said.add(shards.toString());
      said.add(DisplayData.from(read).toString());
      said.add(serialized(read.options()));
      said.addAll(log.lines);
      List<String> endings = Reading.endings(shards);
      assertThat(endings)
          .containsAtLeast(
              "broken channel_daily: FAILED RECORD_INVALID",
              world.channels().get(5).handle() + " channel_daily: FAILED RECORD_INVALID",
              world.channels().get(4).handle() + " channel_daily: FAILED INTERNAL");
      assertThat(secrets.calls(Method.ADD_VERSION)).isAtLeast(2);
      // It would log the beginning of every message, in hexadecimal.
      assertThat(log.lines.stream().filter(line -> line.contains("NettyClientHandler")).toList())
          .isEmpty();
      assertThat(log.lines.stream().filter(line -> line.startsWith("io.grpc.")).toList())
          .isNotEmpty();
      assertSaysNone(google.spelledSecrets(), said);
    } finally {
      root.removeHandler(log);
      root.setLevel(level);
    }
  }

  @Test
  void read_untrustedClient_failsWithoutItsSecretBeforeAnyRequest() throws Exception {
    World world = World.builder(62).channels(1).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(folder.resolve("tokens"));
      Path client = google.writeClientSecrets(folder.resolve("client.json"));
      String right = Files.readString(client);
      for (String wrong :
          List.of(
              right.replaceAll("\"token_uri\":\"[^\"]*\"", "\"token_uri\":\"https://evil.com/t\""),
              right.substring(0, right.length() - 9),
              right.replace("client_id", "client"))) {
        Files.writeString(client, wrong);
        AnalytixIO.Read read =
            Reading.of(google, folder)
                .withClientSecrets(ClientSecretsSource.file(client.toString()));

        RuntimeException thrown = assertThrows(RuntimeException.class, () -> Reading.run(read));

        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("client secrets");
        assertSaysNone(google.spelledSecrets(), List.of(trace.toString()));
        assertThat(google.recordedCalls()).isEmpty();
      }
    }
  }

  /** Beam sets the level of all logs when a pipeline begins. */
  private static void logEverything(Pipeline pipeline) {
    pipeline
        .getOptions()
        .as(SdkHarnessOptions.class)
        .setDefaultSdkHarnessLogLevel(SdkHarnessOptions.LogLevel.TRACE);
  }

  private static void assertSaysNone(List<String> secrets, List<String> said) {
    assertThat(secrets).isNotEmpty();
    for (String secret : secrets) {
      for (String text : said) {
        int at = text.indexOf(secret);
        assertWithMessage("a secret in %s", text.substring(Math.max(0, at - 200), Math.max(0, at)))
            .that(at)
            .isEqualTo(-1);
      }
    }
  }

  private static String serialized(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toString(ISO_8859_1);
  }
}
