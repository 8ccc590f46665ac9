// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.internal.access.JumpingClock;
import io.analytix.beam.internal.access.NetworkCheck;
import io.analytix.beam.internal.http.Connections;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.testing.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that send requests, on a machine that does not reach Google. */
final class NoNetworkTest {
  private static final Duration MAX_TIME = Duration.ofSeconds(12);

  @TempDir Path folder;

  private final ProxySelector proxies = ProxySelector.getDefault();
  private final JumpingClock time = new JumpingClock();
  private Workbench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Workbench(World.builder(1).channels(1).build(), folder);
    bench.google.writeTokenRecords(bench.tokens);
  }

  @AfterEach
  void stop() {
    ProxySelector.setDefault(proxies);
    bench.close();
  }

  static List<String> commands() {
    return List.of(
        "run", "query", "channels check", "plan --listVideos", "plan --listJobs", "jobs list");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_closedPort_exitsWithOneLine(String command) throws Exception {
    String closed = "http://127.0.0.1:" + closedPort();

    assertNotReached(
        "127.0.0.1: the connection failed (ConnectException: Connection refused)",
        command,
        new NetworkCheck(Connections::open, time),
        "--youtubeAnalyticsEndpoint=" + closed,
        "--youtubeDataEndpoint=" + closed,
        "--youtubeReportingEndpoint=" + closed);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_deadProxy_exitsWithOneLine(String command) throws Exception {
    ProxySelector.setDefault(
        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort())));

    assertNotReached(
        "127.0.0.1: the connection failed (ConnectException",
        command,
        new NetworkCheck(Connections::open, time));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_unknownHost_exitsWithOneLine(String command) throws Exception {
    NetworkCheck withoutNames = new NetworkCheck(NoNetworkTest::unlessNamed, time);

    assertNotReached(".googleapis.com: the connection failed (Unknown", command, withoutNames);
  }

  private static CompletableFuture<Void> unlessNamed(URI endpoint) {
    return endpoint.getHost().endsWith(".googleapis.com")
        ? CompletableFuture.failedFuture(new UnknownHostException(endpoint.getHost()))
        : Connections.open(endpoint);
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void assertNotReached(
      String reason, String command, NetworkCheck network, String... endpoints) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add("--tokenRecords=file:" + bench.tokens);
    arguments.add("--clientSecrets=file:" + bench.client);
    arguments.addAll(List.of(endpoints));
    if (command.equals("run")) {
      arguments.add("--output=" + bench.output);
    }
    if (command.startsWith("plan")) {
      arguments.add("--reports=video_daily");
    }
    if (command.contains("obs")) {
      arguments.add("--bulkReports=channel_basic_a3");
    }

    Workbench.Printed printed =
        Workbench.analytix(
            CliEnvironment.withoutTerminal(Clock.systemUTC()).withNetwork(network),
            arguments.toArray(String[]::new));

    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().lines().toList()).hasSize(1);
    assertThat(printed.err()).startsWith("analytix: cannot reach ");
    assertThat(printed.err()).contains(reason);
    assertThat(printed.err()).contains("; nothing was sent. ");
    assertThat(printed.out()).isEmpty();
    assertThat(bench.google.recordedCalls()).isEmpty();
    assertThat(Files.exists(bench.output)).isFalse();
    assertThat(Duration.ofNanos(time.nanos())).isAtMost(MAX_TIME);
  }
}
