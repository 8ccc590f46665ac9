// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.ChildJvm;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.options.OptionsParser;
import io.analytix.beam.pipelines.cli.run.LocalRun;
import io.analytix.beam.pipelines.parquet.OutcomeReader;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run in a process of its own that is killed at a random request after it has begun to store, and
 * the run that finishes it. A soak of its own, because when a process stores is up to the machine:
 * {@code mvn test -Dtest=KilledRunTest -Danalytix.kills=20}; {@code -Dseed} kills at other
 * requests.
 */
@EnabledIfSystemProperty(named = "analytix.kills", matches = "[1-9][0-9]*")
final class KilledRunTest {
  private static final long SEED = Long.getLong("seed", 1);
  private static final int KILLS = Integer.getInteger("analytix.kills", 1);
  private static final int CHANNELS = 40;
  private static final int DAYS = 14;
  private static final int PER_MINUTE = 1200;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
  private static final List<String> REPORTS =
      List.of("channel_daily", "geography_daily", "audience_retention");

  /** All of them are among the top ten. */
  private static final int VIDEOS = 2;

  @TempDir Path folder;

  @Test
  void run_killedAndResumed_storesTheTablesOfAnUninterruptedRunAndRepeatsOnlyUnstoredRequests()
      throws Exception {
    Random random = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      Path night = Files.createDirectory(folder.resolve("kill-" + kill));
      killAndResume(night, 1 + random.nextInt(40));
    }
  }

  private static void killAndResume(Path night, int requests) throws Exception {
    World world = world();
    LocalDate last = world.today().minusDays(3);
    DateRange dates = new DateRange(last.minusDays(DAYS - 1), last);
    try (Workbench bench = new Workbench(world, night)) {
      bench.google.writeTokenRecords(bench.tokens);
      CountDownLatch coming = new CountDownLatch(requests);
      bench.google.faults().on(call -> comes(bench, call, coming), Fault.INTERNAL_ERROR, 1);
      Process run = start(bench, dates);
      boolean came = coming.await(120, TimeUnit.SECONDS);
      run.destroyForcibly().waitFor();
      assertWithMessage("%s requests after the first were stored", requests).that(came).isTrue();
      bench.google.faults().clear();
      Set<String> stored = stored(bench);

      Workbench.Printed resumed =
          bench.run(dates, "--reports=" + String.join(",", REPORTS), "--resume");

      assertWithMessage("%s", resumed.all()).that(resumed.exitCode()).isEqualTo(0);
      List<String> requested =
          bench.google.recordedCalls(Call.Kind.REPORT).stream().map(KilledRunTest::key).toList();
      // Of the audience retention, one that chooses the videos and one of each.
      assertThat(new HashSet<>(requested)).hasSize(CHANNELS * (1 + DAYS + 1 + VIDEOS));
      List<String> repeated = new ArrayList<>(requested);
      new HashSet<>(requested).forEach(repeated::remove);
      assertWithMessage("killed at %s", requests)
          .that(stored)
          .containsNoneIn(repeated.stream().map(KilledRunTest::withoutFilters).toList());
      for (String name : REPORTS) {
        ReportDefinition report = Reports.find(name).orElseThrow();
        assertWithMessage(name)
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, world.channels(), dates));
      }
    }
  }

  /** Counts the requests that come after something was stored; nothing goes wrong with them. */
  private static boolean comes(Workbench bench, Call call, CountDownLatch coming) {
    try {
      if (call.kind() == Call.Kind.REPORT
          && !OutcomeReader.runs(ParquetOutput.at(bench.output.toString())).isEmpty()) {
        coming.countDown();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  private static World world() {
    World.Builder world = World.builder(1).today(LocalDate.of(2026, 3, 20));
    for (int number = 0; number < CHANNELS; number++) {
      world.channel(SimulatedChannel.named("channel-" + number).videoCount(VIDEOS).build());
    }
    return world.build();
  }

  /** The requests that a stored outcome of any run is about. */
  private static Set<String> stored(Workbench bench) throws IOException {
    Set<String> stored = new HashSet<>();
    for (String run : OutcomeReader.runs(ParquetOutput.at(bench.output.toString()))) {
      OutcomeReader.read(
          ParquetOutput.at(bench.output.toString()), run, outcome -> stored.add(key(outcome)));
    }
    return stored;
  }

  private static String key(Outcome outcome) {
    ReportDefinition report = Reports.find(outcome.report()).orElseThrow();
    return String.join(
        " ",
        outcome.channelId(),
        String.join(",", report.dimensions()),
        outcome.startDate().toString(),
        outcome.endDate().toString());
  }

  private static String key(RecordedCall requested) {
    Call call = requested.call();
    return String.join(
        " ",
        call.channelId(),
        call.parameters().get("dimensions"),
        call.parameters().get("startDate"),
        call.parameters().get("endDate"),
        call.parameters().getOrDefault("filters", ""));
  }

  /** An outcome does not say which video it is about. */
  private static String withoutFilters(String key) {
    return key.substring(0, key.lastIndexOf(' '));
  }

  private static Process start(Workbench bench, DateRange dates) throws IOException {
    return ChildJvm.of(
            Victim.class,
            "--tokenRecords=file:" + bench.tokens,
            "--clientSecrets=file:" + bench.client,
            "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
            "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
            "--queriesPerMinute=" + PER_MINUTE,
            "--output=" + bench.output,
            "--reports=" + String.join(",", REPORTS),
            "--startDate=" + dates.first(),
            "--endDate=" + dates.last())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The command's run with a short checkpoint interval. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws IOException {
      AnalytixOptions options = OptionsParser.parse(List.of(args));
      new LocalRun(
              options,
              RunConfiguration.of(options, Clock.systemUTC()),
              new PrintWriter(Writer.nullWriter()),
              CliEnvironment.withoutTerminal(Clock.systemUTC()),
              CHECKPOINT_INTERVAL)
          .run();
    }
  }
}
