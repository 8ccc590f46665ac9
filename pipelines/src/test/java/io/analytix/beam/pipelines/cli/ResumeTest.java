// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that the day's quota or a fault cuts short, and those that finish them. */
final class ResumeTest {
  private static final List<String> REPORTS =
      List.of("channel_daily", "geography_daily", "top_videos_daily");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void run_halfTheQuotaTwice_storesTheTablesOfOneRunAndRepeatsNothing(long seed) throws Exception {
    Random random = new Random(seed);
    World world = world(seed, 2 + random.nextInt(4));
    LocalDate last = world.today().minusDays(3);
    DateRange dates = new DateRange(last.minusDays(random.nextInt(6)), last);
    try (Workbench bench = bench(world)) {
      int all = world.channels().size() * (1 + 2 * (int) dates.days().count());
      int half = 1 + random.nextInt(all - 1);

      Workbench.Printed first = run(bench, dates, "--queriesPerDay=" + half);
      List<Outcome> outcomes = bench.outcomes();
      Workbench.Printed second = run(bench, dates, "--resume", "--queriesPerDay=" + all);

      assertWithMessage("%s", first.all()).that(first.exitCode()).isEqualTo(3);
      assertThat(outcomes).hasSize(all);
      assertThat(outcomes.stream().filter(o -> o.status() == Status.DEFERRED).count())
          .isEqualTo(all - half);
      assertWithMessage("%s", second.all()).that(second.exitCode()).isEqualTo(0);
      assertThat(bench.outcomes()).hasSize(all - half);
      assertAskedOnce(bench, all);
      assertTablesAreTrue(bench, dates);

      Workbench.Printed third = run(bench, dates, "--resume", "--queriesPerDay=" + all);
      assertWithMessage("%s", third.all()).that(third.exitCode()).isEqualTo(0);
      assertAskedOnce(bench, all);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9})
  void run_partOfTheQuotaForEveryVideo_requestsAllVideosOfAChannelOrNone(int part)
      throws Exception {
    World world = world(9, 5);
    DateRange dates = new DateRange(world.today().minusDays(9), world.today().minusDays(3));
    try (Workbench bench = bench(world)) {
      Workbench.Printed first =
          run(bench, dates, "--reports=video_daily,videos", "--queriesPerDay=" + part);
      assertWithMessage("%s", first.all()).that(first.exitCode()).isEqualTo(3);
      assertThat(reports(bench)).hasSize(part / 2 * 2);

      Workbench.Printed second =
          run(
              bench,
              dates,
              "--reports=video_daily,videos",
              "--resume",
              "--queriesPerDay=10",
              "--rowsPerRequest=" + 7 * 3);

      assertWithMessage("%s", second.all()).that(second.exitCode()).isEqualTo(0);
      assertThat(second.out()).contains("completed by earlier runs, not sent again");
      assertAskedOnce(bench, 10);
      for (String name : List.of("video_daily", "videos")) {
        ReportDefinition report = Reports.find(name).orElseThrow();
        assertWithMessage(name)
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, world.channels(), dates));
      }
    }
  }

  @Test
  void run_resumedAfterFailures_requestsOnlyThose() throws Exception {
    World world = world(7, 3);
    DateRange dates = new DateRange(world.today().minusDays(5), world.today().minusDays(3));
    try (Workbench bench = bench(world)) {
      String broken = world.channels().get(1).id();
      bench.google.faults().on(call -> isOf(call, broken), Fault.FORBIDDEN, Integer.MAX_VALUE);
      run(bench, dates);
      bench.google.faults().clear();
      long before = reports(bench).size();

      Workbench.Printed resumed = run(bench, dates, "--resume");

      assertWithMessage("%s", resumed.all()).that(resumed.exitCode()).isEqualTo(0);
      assertThat(reports(bench).stream().skip(before).map(Call::channelId).distinct().toList())
          .containsExactly(broken);
      assertTablesAreTrue(bench, dates);
    }
  }

  @Test
  void run_resumedWithAnotherDefinition_requestsAgain() throws Exception {
    World world = world(8, 1);
    DateRange dates = new DateRange(world.today().minusDays(5), world.today().minusDays(3));
    try (Workbench bench = bench(world)) {
      java.nio.file.Files.writeString(folder.resolve("reports.yaml"), own("[views]"));
      run(bench, dates, "--reports=", "--reportsFile=" + folder.resolve("reports.yaml"));
      java.nio.file.Files.writeString(folder.resolve("reports.yaml"), own("[views, likes]"));

      run(
          bench,
          dates,
          "--resume",
          "--reports=",
          "--reportsFile=" + folder.resolve("reports.yaml"));

      assertThat(reports(bench)).hasSize(2);
    }
  }

  @Test
  void plan_dayQuotaAlmostUsedUp_printsDeferredRequests() throws Exception {
    World world = world(9, 1);
    DateRange dates = new DateRange(world.today().minusDays(5), world.today().minusDays(3));
    try (Workbench bench = bench(world)) {
      run(bench, dates, "--reports=channel_daily");

      Workbench.Printed plan =
          Workbench.analytix(
              "plan",
              "--tokenRecords=file:" + bench.tokens,
              "--output=" + bench.output,
              "--reports=channel_daily,geography_daily",
              "--resume",
              "--queriesPerDay=3",
              "--startDate=" + dates.first(),
              "--endDate=" + dates.last());

      assertThat(plan.out()).contains("Day: 2 of the day's 3 requests (--queriesPerDay); 1 were");
      assertThat(plan.out()).contains("1 request would be deferred");
      assertThat(plan.out()).contains("Resumed: 1 request already completed.");
    }
  }

  private static String own(String metrics) {
    return "reports:\n  - name: own\n    dimensions: [day]\n    metrics: " + metrics + "\n";
  }

  private Workbench bench(World world) throws IOException {
    Workbench bench = new Workbench(world, folder);
    bench.google.writeTokenRecords(bench.tokens);
    return bench;
  }

  private static Workbench.Printed run(Workbench bench, DateRange dates, String... more) {
    List<String> options = new ArrayList<>();
    options.add("--reports=" + String.join(",", REPORTS));
    options.addAll(List.of(more));
    return bench.run(dates, options.toArray(String[]::new));
  }

  private static World world(long seed, int channels) {
    World.Builder world = World.builder(seed).today(LocalDate.of(2026, 3, 20));
    for (int number = 0; number < channels; number++) {
      world.channel(SimulatedChannel.named("channel-" + number).videoCount(3).build());
    }
    return world.build();
  }

  private static boolean isOf(Call call, String channel) {
    return call.kind() == Call.Kind.REPORT && channel.equals(call.channelId());
  }

  private static List<Call> reports(Workbench bench) {
    return bench.google.recordedCalls(Call.Kind.REPORT).stream().map(RecordedCall::call).toList();
  }

  private static void assertAskedOnce(Workbench bench, int all) {
    List<String> requested =
        reports(bench).stream().map(call -> call.channelId() + call.parameters()).toList();
    assertThat(requested).hasSize(all);
    assertThat(new HashSet<>(requested)).hasSize(all);
  }

  private static void assertTablesAreTrue(Workbench bench, DateRange dates) throws Exception {
    for (String name : REPORTS) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      assertWithMessage(name)
          .that(bench.table(report))
          .isEqualTo(bench.truth(report, bench.world.channels(), dates));
    }
  }
}
