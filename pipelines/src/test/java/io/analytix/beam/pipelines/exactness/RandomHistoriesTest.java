// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.Seed;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Channels, each with a history of its own: figures that are restated, rows that come and go, days
 * that fall silent, heads that are missing, tails that are late, requests that fail. After each
 * night the tables are what the simulated world said in the latest answers with rows. The day's
 * seed has videos, the one after it has not; more seeds with {@code -Dhistories.seeds=N}.
 */
final class RandomHistoriesTest {
  private static final int CHANNELS = 40;
  private static final int CHANNELS_WITH_VIDEOS = 10;
  private static final int NIGHTS = 4;
  private static final List<String> OF_VIDEOS =
      List.of("video_daily", "videos", "channels", "playlists", "playlist_items");
  private static final RetryPolicy BRISK =
      new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20));

  /** Every video takes many more calls, so these seeds have fewer channels. */
  private static boolean hasVideos(long seed) {
    return seed % 2 == 0;
  }

  private static List<ReportDefinition> reports(long seed) {
    List<String> ofVideos = hasVideos(seed) ? OF_VIDEOS : List.of();
    return Stream.concat(
            RandomWorld.REPORTS.stream(),
            ofVideos.stream().map(name -> Reports.find(name).orElseThrow()))
        .toList();
  }

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("histories.seeds", 2)).map(n -> Seed.get() + n);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void run_nightAfterNight_hasTheLatestData(long seed) throws IOException {
    Random random = new Random(seed);
    World world = RandomWorld.of(seed, random, hasVideos(seed) ? CHANNELS_WITH_VIDEOS : CHANNELS);
    Map<String, Map<String, PlainTable>> expected = new TreeMap<>();
    Map<String, Set<String>> unlisted = new TreeMap<>();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Lake lake = new Lake(google, folder);
      for (int number = 0; number < NIGHTS; number++) {
        Night night = new Night(world, random, unlisted);
        world.channels().forEach(channel -> night.touch(channel, reports(seed)));
        google.faults().clear();
        google.faults().on(night::isBroken, Fault.INTERNAL_ERROR, Integer.MAX_VALUE);
        google.faults().on(night::isRefused, Fault.FORBIDDEN, Integer.MAX_VALUE);
        lake.run(night.dates(), reports(seed), BRISK);
        for (ReportDefinition report : reports(seed)) {
          Map<String, PlainTable> tables =
              expected.computeIfAbsent(report.name(), any -> new TreeMap<>());
          for (SimulatedChannel channel : world.channels()) {
            PlainTable table = tables.computeIfAbsent(channel.id(), any -> new PlainTable(report));
            night.answer(channel, report, table, number);
          }
          check(lake, "seed " + seed + ", night " + number, report, tables);
        }
      }
    }
  }

  private static void check(
      Lake lake, String when, ReportDefinition report, Map<String, PlainTable> expected)
      throws IOException {
    Map<String, List<Map<String, Object>>> stored = lake.rows(report);
    for (Map.Entry<String, PlainTable> channel : expected.entrySet()) {
      Collection<Map<String, Object>> rows = channel.getValue().rows();
      List<Map<String, Object>> found = stored.getOrDefault(channel.getKey(), List.of());
      assertWithMessage("%s, %s of %s", when, report.name(), channel.getKey())
          .that(found)
          .containsExactlyElementsIn(rows);
    }
  }
}
