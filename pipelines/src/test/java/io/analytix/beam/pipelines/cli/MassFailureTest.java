// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What concerns all channels alike is found out once. */
final class MassFailureTest {
  private static final int CHANNELS = 500;

  @TempDir Path folder;

  private static final DateRange DAY = Workbench.dates("2026-03-15", "2026-03-15");

  @Test
  void run_rejectedClientSecret_sendsFewRequestsAndReportsOnce() throws Exception {
    try (Workbench bench = bench()) {
      String client = Files.readString(bench.client);
      Files.writeString(
          bench.client,
          client.replaceAll("(\"client_secret\"\\s*:\\s*)\"[^\"]*\"", "$1\"outdated\""));

      assertEndsAtOnce(bench, Cause.CLIENT_REJECTED);
    }
  }

  @Test
  void run_disabledApi_sendsFewRequestsAndReportsOnce() throws Exception {
    try (Workbench bench = bench()) {
      bench.google.faults().next(Faults.FOREVER, Fault.API_NOT_ENABLED);

      assertEndsAtOnce(bench, Cause.API_DISABLED);
    }
  }

  @Test
  void run_queryThatTheApiRejects_isSentOncePerChannelAndReportedOnce() throws Exception {
    try (Workbench bench = bench()) {
      bench
          .google
          .faults()
          .on(MassFailureTest::isByCountry, Fault.byId("query-not-supported"), Faults.FOREVER);

      Workbench.Printed printed =
          bench.run(
              Workbench.dates("2026-03-14", "2026-03-15"),
              "--reports=channel_daily,geography_daily");

      assertWithMessage("%s", printed.all()).that(printed.exitCode()).isEqualTo(2);
      assertThat(bench.outcomes().stream().filter(o -> o.status() == Status.OK).count())
          .isEqualTo(CHANNELS);
      long requested =
          bench.google.recordedCalls(Call.Kind.REPORT).stream()
              .filter(one -> isByCountry(one.call()))
              .map(one -> one.call().channelId())
              .distinct()
              .count();
      assertThat(requested).isEqualTo(CHANNELS);
      assertToldOnce(printed, Cause.QUERY_UNSUPPORTED);
    }
  }

  private static boolean isByCountry(Call call) {
    return call.kind() == Call.Kind.REPORT && "country".equals(call.parameters().get("dimensions"));
  }

  private Workbench bench() throws IOException {
    World.Builder world = World.builder(1).today(LocalDate.of(2026, 3, 20));
    for (int number = 0; number < CHANNELS; number++) {
      world.channel(SimulatedChannel.named("channel-" + number).videoCount(1).build());
    }
    Workbench bench = new Workbench(world.build(), folder);
    bench.google.writeTokenRecords(bench.tokens);
    return bench;
  }

  private static void assertEndsAtOnce(Workbench bench, Cause cause) throws IOException {
    Map<String, String> before = records(bench);

    Workbench.Printed printed = bench.run(DAY, "--reports=channel_daily,geography_daily");

    assertWithMessage("%s", printed.all()).that(printed.exitCode()).isEqualTo(2);
    assertThat(bench.google.recordedCalls().size()).isAtMost(20);
    assertThat(records(bench)).isEqualTo(before);
    assertThat(bench.outcomes()).hasSize(2 * CHANNELS);
    assertThat(bench.outcomes().stream().map(Outcome::cause).distinct().toList())
        .containsExactly(cause);
    assertToldOnce(printed, cause);
  }

  private static void assertToldOnce(Workbench.Printed printed, Cause cause) {
    assertThat(printed.all().split(cause.name(), -1)).hasLength(2);
    assertThat(printed.all().lines().count()).isLessThan(40L);
  }

  private static Map<String, String> records(Workbench bench) throws IOException {
    Map<String, String> records = new TreeMap<>();
    try (Stream<Path> files = Files.list(bench.tokens)) {
      for (Path file : files.toList()) {
        records.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return records;
  }
}
