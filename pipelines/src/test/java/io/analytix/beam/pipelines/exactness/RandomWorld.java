// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Small channels of many kinds, and reports of every time grain. */
public final class RandomWorld {
  /** By day, about money, day by day, and a short top list. */
  public static final List<ReportDefinition> REPORTS =
      List.of(
          report("channel_daily"),
          report("channel_revenue_daily"),
          report("geography_daily"),
          ReportDefinition.named("best_videos_daily")
              .dimensions("video")
              .metrics("views", "likes")
              .top(3, "views")
              .build());

  private RandomWorld() {}

  /** The number of channels. */
  public static World of(long seed, Random random, int channels) {
    LocalDate today = LocalDate.of(2026, 3, 1).plusDays(random.nextInt(20));
    World.Builder world = World.builder(seed).today(today);
    for (int number = 0; number < channels; number++) {
      world.channel(
          SimulatedChannel.named("channel-" + number)
              .monetised(number % 5 != 0)
              .startDay(today.minusDays(random.nextInt(40)))
              .inactiveShare(random.nextInt(3) * 0.2)
              .lateDays(random.nextInt(4))
              .videoCount(1 + random.nextInt(6))
              .dailyViews(20 + random.nextInt(400))
              .build());
    }
    return world.build();
  }

  private static ReportDefinition report(String name) {
    return Reports.find(name).orElseThrow();
  }
}
