// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.ReportTruth;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Night after night other figures, and something else that goes wrong on the way to them. Of what
 * was answered the tables hold what the simulated world said, of everything else what they held
 * before; every planned request has one outcome; and every request that arrived is in one.
 *
 * <p>{@code -Dseed=N} begins with another seed, {@code -Dfaults.seeds=N} takes more of them: with
 * six in a row each kind of trouble meets each share of the requests.
 */
final class FaultyNightsTest {
  private static final int CHANNELS = 2;

  /** A seed has every second kind of trouble, the one after it the others. */
  private static final int KINDS = 2;

  private static final List<Double> SHARES = List.of(0.04, 0.1, 0.3);
  private static final List<ReportDefinition> REPORTS = RandomWorld.REPORTS;

  /** As many attempts as usual, only sooner. */
  private static final RetryPolicy SOON =
      new RetryPolicy(6, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(50));

  @TempDir Path folder;

  static LongStream seeds() {
    long first = Long.getLong("seed", 1);
    return LongStream.range(first, first + Integer.getInteger("faults.seeds", 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void run_anyFaults_keepsAnsweredAndEarlierRows(long seed) throws IOException {
    Random random = new Random(seed);
    World world = RandomWorld.of(seed, random, CHANNELS);
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Nights nights = new Nights(seed, random, world, google, new Lake(google, folder));
      nights.pass(Trouble.none(), 0);
      List<Trouble> alone = Trouble.eachAlone();
      for (int i = Math.floorMod(seed, KINDS); i < alone.size(); i += KINDS) {
        nights.pass(alone.get(i), SHARES.get(Math.floorMod(seed + i, SHARES.size())));
      }
      List<Trouble> together =
          List.of(Trouble.brokenForGood(), Trouble.passingTogether(), Trouble.everything());
      for (int i = 0; i < together.size(); i++) {
        nights.pass(together.get(i), SHARES.get(Math.floorMod(seed + i, SHARES.size())));
      }
      nights.checkAnswered();
    }
  }

  /** The nights of one world, and what its tables should hold by now. */
  private static final class Nights {
    private final long seed;
    private final Random random;
    private final World world;
    private final SimulatedGoogle google;
    private final Lake lake;
    private final Map<String, Map<String, PlainTable>> expected = new TreeMap<>();
    private final List<String> failed = new ArrayList<>();
    private int possible;
    private int number;
    private String when = "";

    private Nights(long seed, Random random, World world, SimulatedGoogle google, Lake lake) {
      this.seed = seed;
      this.random = random;
      this.world = world;
      this.google = google;
      this.lake = lake;
    }

    private void pass(Trouble trouble, double share) throws IOException {
      when = "seed %d, night %d, %s at %s".formatted(seed, number, trouble.name(), share);
      DateRange dates = otherFigures();
      trouble.stage(google.faults(), random, share);
      int arrivedBefore = google.recordedCalls(Call.Kind.REPORT).size();
      lake.run(dates, REPORTS, trouble.isSilent() ? impatient() : SOON);
      int arrived = google.recordedCalls(Call.Kind.REPORT).size() - arrivedBefore;
      List<Outcome> outcomes = lake.outcomes();
      assertWithMessage("%s: outcomes", when)
          .that(outcomes.stream().map(Nights::request).toList())
          .containsExactlyElementsIn(planned(dates));
      assertWithMessage("%s: requests that arrived", when)
          .that(outcomes.stream().mapToInt(Outcome::requests).sum())
          .isEqualTo(arrived);
      outcomes.forEach(this::take);
      for (ReportDefinition report : REPORTS) {
        checkTable(report);
      }
      if (trouble.passes() && share <= 0.1) {
        count(outcomes);
      }
      number++;
    }

    /** Everything that was said before is said otherwise tonight; some of it not at all. */
    private DateRange otherFigures() {
      Night night = new Night(world, random, new TreeMap<>());
      for (SimulatedChannel channel : world.channels()) {
        night.dates().days().forEach(day -> world.restate(channel.id(), day));
        night.touch(channel, REPORTS);
      }
      return night.dates();
    }

    private static RetryPolicy impatient() {
      return new RetryPolicy(
          SOON.attempts(),
          SOON.firstDelay(),
          SOON.longestDelay(),
          SOON.within(),
          Duration.ofMillis(300));
    }

    private List<String> planned(DateRange dates) {
      return world.channels().stream()
          .flatMap(channel -> REPORTS.stream().flatMap(report -> planned(channel, report, dates)))
          .toList();
    }

    private static Stream<String> planned(
        SimulatedChannel channel, ReportDefinition report, DateRange dates) {
      Stream<DateRange> requested =
          report.byDay() ? Stream.of(dates) : dates.days().map(day -> new DateRange(day, day));
      return requested.map(range -> request(channel.id(), report.name(), range));
    }

    private static String request(Outcome outcome) {
      return request(String.valueOf(outcome.channelId()), outcome.report(), dates(outcome));
    }

    private static String request(String channel, String report, DateRange dates) {
      return channel + " " + report + " " + dates.first() + ".." + dates.last();
    }

    private static DateRange dates(Outcome outcome) {
      return new DateRange(outcome.startDate(), outcome.endDate());
    }

    /** Takes what was said to a request that was answered, and nothing for any other. */
    private void take(Outcome outcome) {
      if (outcome.status() == Status.FAILED || outcome.status() == Status.DEFERRED) {
        return;
      }
      String channel = String.valueOf(outcome.channelId());
      ReportDefinition report =
          REPORTS.stream().filter(r -> r.name().equals(outcome.report())).findFirst().orElseThrow();
      NightAnswer said =
          new NightAnswer(ReportTruth.rows(world, report, channel, dates(outcome)), Set.of());
      assertWithMessage("%s: rows of %s", when, request(outcome))
          .that(outcome.rows())
          .isEqualTo(said.rows().size());
      table(report, channel).take(said, number);
    }

    private PlainTable table(ReportDefinition report, String channel) {
      return tables(report).computeIfAbsent(channel, any -> new PlainTable(report));
    }

    private Map<String, PlainTable> tables(ReportDefinition report) {
      return expected.computeIfAbsent(report.name(), any -> new TreeMap<>());
    }

    private void checkTable(ReportDefinition report) throws IOException {
      Map<String, List<Map<String, Object>>> stored = lake.rows(report);
      Set<String> channels = new TreeSet<>(stored.keySet());
      channels.addAll(tables(report).keySet());
      for (String channel : channels) {
        assertWithMessage("%s: %s of %s", when, report.name(), channel)
            .that(stored.getOrDefault(channel, List.of()))
            .containsExactlyElementsIn(table(report, channel).rows());
      }
    }

    /** Notes how the requests ended that can be answered at all. */
    private void count(List<Outcome> outcomes) {
      for (Outcome outcome : outcomes) {
        if (isPossible(outcome)) {
          possible++;
          if (outcome.cause() != null) {
            failed.add(when + ": " + request(outcome) + " " + outcome.cause());
          }
        }
      }
    }

    /** At least 99 of a hundred were answered where at most every tenth met what passes. */
    private void checkAnswered() {
      assertWithMessage("failed of %s: %s", possible, failed)
          .that(failed.size() * 100)
          .isAtMost(possible);
    }

    private boolean isPossible(Outcome outcome) {
      return !outcome.report().equals("channel_revenue_daily")
          || world.find(String.valueOf(outcome.channelId())).orElseThrow().monetised();
    }
  }
}
