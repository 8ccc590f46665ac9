// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.ReportsFile;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of the guide's page about custom reports, as a run takes them. */
final class CustomReportsPageTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final DateRange MONTH = Workbench.dates("2026-02-01", "2026-02-28");

  @TempDir Path folder;

  @Test
  void run_reportsOfThePage_everyTableEqualsTheSimulatedData() throws Exception {
    SimulatedChannel channel =
        SimulatedChannel.named("alpine-baker")
            .startDay(LocalDate.parse("2025-12-01"))
            .videoCount(9)
            .dailyViews(4_000)
            .build();
    World world = World.builder(4).today(MONTH.last().plusDays(9)).channel(channel).build();
    List<String> videos =
        world.videoResources(channel.id()).stream()
            .map(video -> String.valueOf(video.get("id")))
            .toList();
    world.editVideo(channel.id(), videos.get(0)).publishedAt(Instant.parse("2026-02-10T12:00:00Z"));
    String page =
        Files.readString(Path.of("../src/site/custom-reports.md"))
            .replace("dQw4w9WgXcQ", videos.get(7))
            .replace("9bZkp7q19f0", videos.get(8));
    Set<String> filled = new HashSet<>();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      for (String yaml : YAML.matcher(page).results().map(block -> block.group(1)).toList()) {
        Path file = Files.writeString(folder.resolve("own.yaml"), yaml);

        Workbench.Printed printed = bench.run(MONTH, "--reports=", "--reportsFile=" + file);

        assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(0);
        for (ReportDefinition report : ReportsFile.read(file.toString())) {
          assertWithMessage(report.name())
              .that(bench.table(report))
              .isEqualTo(bench.truth(report, List.of(channel), MONTH));
          if (!bench.table(report).isEmpty()) {
            filled.add(report.name());
          }
        }
      }
    }
    assertThat(filled)
        .containsExactly(
            "us_states_daily",
            "content_types_monthly",
            "campaign_revenue",
            "retention_of_new_videos",
            "countries_of_two_videos",
            "traffic_of_top_videos",
            "playlists_by_day");
  }
}
