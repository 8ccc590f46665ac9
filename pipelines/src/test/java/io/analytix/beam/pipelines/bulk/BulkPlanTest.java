// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bulk;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} says of bulk files, against what the server counts in the run after it. */
final class BulkPlanTest {
  private static final String BASIC = "channel_basic_a3";
  private static final String TYPES = BASIC + ",channel_reach_basic_a1,channel_device_os_a3";

  @TempDir Path folder;

  @Test
  void plan_nightsWithoutFaults_isWhatTheServerCounts() throws Exception {
    World world = World.builder(41).channels(3).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      List<String> channels = bench.channels();
      for (String type : TYPES.split(",")) {
        channels.forEach(
            id -> world.bulk().createJob(id, type, BulkBench.START.minus(Duration.ofDays(4))));
      }
      // The first night, the night of the next day, the same night once more.
      for (int night = 0; night < 3; night++) {
        int before = calls(bench);
        JsonNode forecast = plan(bench, TYPES);
        assertThat(calls(bench)).isEqualTo(before);
        JsonNode exact = plan(bench, TYPES, "--listJobs");
        assertThat(calls(bench)).isEqualTo(before + 3 * 4);

        int sent = sent(bench, TYPES);

        assertThat(sent).isEqualTo(exact.path("requests").asInt());
        assertThat(sent).isEqualTo(exact.path("requests_at_most").asInt());
        assertThat(sent).isAtLeast(forecast.path("requests").asInt());
        assertThat(sent).isAtMost(forecast.path("requests_at_most").asInt());
        if (night > 0) {
          assertThat(sent).isEqualTo(forecast.path("requests_expected").asInt());
          assertThat(sent).isEqualTo(3 * (1 + 3 + (night == 1 ? 3 : 0)));
        }
        if (night == 0) {
          bench.nextNight();
        }
      }
    }
  }

  @Test
  void plan_missingJobsAndEventfulFiles_isWithinWhatTheServerCounts() throws Exception {
    World world = World.builder(43).channels(2).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      world.bulk().history(BulkHistory.EVENTFUL);
      world
          .bulk()
          .createJob(bench.channels().get(0), BASIC, BulkBench.START.minus(Duration.ofDays(20)));
      for (String option : List.of("--createJobs=false", "--createJobs=true")) {
        JsonNode forecast = plan(bench, TYPES, option);
        JsonNode exact = plan(bench, TYPES, option, "--listJobs");

        int listed = lists(bench);
        int sent = sent(bench, TYPES, option);

        assertWithMessage(option).that(sent).isAtLeast(exact.path("requests").asInt());
        assertWithMessage(option).that(sent).isAtMost(exact.path("requests_at_most").asInt());
        assertWithMessage(option).that(sent).isAtLeast(forecast.path("requests").asInt());
        assertWithMessage(option).that(sent).isAtMost(forecast.path("requests_at_most").asInt());
        assertWithMessage(option)
            .that(lists(bench) - listed)
            .isEqualTo(exact.path("lists").asInt());
      }
    }
  }

  @Test
  void plan_beyondTheDaysQuota_tellsWhatIsDeferred() throws Exception {
    World world = World.builder(47).channels(1).build();
    try (BulkBench bench = new BulkBench(world, folder)) {
      world
          .bulk()
          .createJob(bench.channels().get(0), BASIC, BulkBench.START.minus(Duration.ofDays(4)));
      int files = world.bulk().files(bench.channels().get(0), BASIC, BulkBench.START).size();

      Printed printed =
          bench.command("plan", BASIC, Stream.of("--listJobs", "--bulkQueriesPerDay=12"));

      assertThat(printed.exitCode()).isEqualTo(0);
      assertThat(printed.out()).contains((files - 10) + " files would be deferred");
    }
  }

  private static JsonNode plan(BulkBench bench, String types, String... more) throws Exception {
    Printed printed =
        bench.command(
            "plan",
            types,
            Stream.concat(Stream.of("--json", "--output=" + bench.output), Stream.of(more)));
    assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
    return new ObjectMapper().readTree(printed.out()).path("bulk_total");
  }

  private static int sent(BulkBench bench, String types, String... more) {
    int before = calls(bench);
    Printed unused = bench.run(types, more);
    return calls(bench) - before;
  }

  private static int lists(BulkBench bench) {
    return Stream.of(Call.Kind.JOBS, Call.Kind.JOB_REPORTS, Call.Kind.REPORT_TYPES)
        .mapToInt(bench::calls)
        .sum();
  }

  private static int calls(BulkBench bench) {
    return lists(bench) + bench.calls(Call.Kind.MEDIA);
  }
}
