// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with a consent that lacks a scope, beside one that has all. */
final class ScopesRunTest {
  private static final DateRange DATES = Workbench.dates("2026-02-01", "2026-02-02");
  private static final ReportDefinition OF_UPLOADS =
      retention("retention_of_uploads", IdChoice.videosPublishedWithin(5_000));
  private static final ReportDefinition OF_TOP =
      retention("retention_of_top", IdChoice.topVideos(3));
  private static final ReportDefinition OF_PLAYLISTS =
      ReportDefinition.named("days_of_playlists")
          .dimensions("day")
          .metrics("playlistViews", "playlistStarts")
          .each(IdChoice.all("playlist"))
          .build();

  @TempDir Path folder;

  private final SimulatedChannel whole = SimulatedChannel.named("whole").build();
  private final SimulatedChannel narrow =
      SimulatedChannel.named("narrow")
          .scopes(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MONETARY_SCOPE)
          .build();
  private final World world =
      World.builder(3).today(DATES.last().plusDays(9)).channel(narrow).channel(whole).build();

  private static ReportDefinition retention(String name, IdChoice choice) {
    return ReportDefinition.named(name)
        .every(TimeGrain.RANGE)
        .each(choice)
        .dimensions("elapsedVideoTimeRatio")
        .metrics("audienceWatchRatio")
        .build();
  }

  @Test
  void run_consentWithoutYouTubeReadonly_failsTheTablesThatNeedItAndFillsTheOthers()
      throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            reports:
              - name: retention_of_uploads
                dimensions: [elapsedVideoTimeRatio]
                metrics: [audienceWatchRatio]
                every: range
                each: video
                publishedWithinDays: 5000
              - name: retention_of_top
                dimensions: [elapsedVideoTimeRatio]
                metrics: [audienceWatchRatio]
                every: range
                each: video
                top: 3
              - name: days_of_playlists
                dimensions: [day]
                metrics: [playlistViews, playlistStarts]
                each: playlist
            """);
    List<ReportDefinition> reports = new ArrayList<>(Reports.builtInReports());
    reports.addAll(List.of(OF_UPLOADS, OF_TOP, OF_PLAYLISTS));
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.unmonetisedIsForbidden(false);
      bench.google.writeTokenRecord(bench.tokens, "narrow", narrow);
      bench.google.writeTokenRecord(bench.tokens, "whole", whole);

      Workbench.Printed printed = bench.run(DATES, "--reportsFile=" + own);

      Set<String> needed = new TreeSet<>();
      for (ReportDefinition report : reports) {
        List<SimulatedChannel> filled =
            report.usesDataApi() ? List.of(whole) : List.of(narrow, whole);
        assertWithMessage(report.name())
            .that(bench.table(report))
            .isEqualTo(bench.truth(report, filled, DATES));
        if (report.usesDataApi()) {
          needed.add(report.name());
        }
      }
      assertWithMessage(printed.all()).that(printed.exitCode()).isEqualTo(2);
      Set<String> failed = new TreeSet<>();
      for (Outcome outcome : bench.outcomes()) {
        if (outcome.status() == Status.FAILED) {
          assertThat(outcome.cause()).isEqualTo(Cause.SCOPE_MISSING);
          assertThat(outcome.tokenRecord()).isEqualTo("narrow");
          assertThat(outcome.message())
              .startsWith("the consent lacks the scope youtube.readonly: ");
          assertThat(outcome.remedy()).contains("youtube.readonly");
          failed.add(outcome.report());
        }
      }
      assertThat(failed).isEqualTo(needed);
      assertThat(needed)
          .containsExactly(
              "channels",
              "days_of_playlists",
              "playlist_items",
              "playlists",
              "retention_of_uploads",
              "video_daily",
              "videos");
      assertThat(printed.out())
          .contains(
              "FAILED SCOPE_MISSING narrow: 7 requests of " + String.join(", ", needed) + "\n");
      assertThat(printed.out())
          .contains("Let the channel's owner consent with the scope youtube.readonly, too");
      Workbench.Printed check =
          Workbench.analytix(
              "channels",
              "check",
              "--tokenRecords=file:" + bench.tokens,
              "--clientSecrets=file:" + bench.client,
              "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
              "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
              "--reports=" + String.join(",", Reports.names()),
              "--reportsFile=" + own,
              "--startDate=" + DATES.first(),
              "--endDate=" + DATES.last());
      assertThat(check.exitCode()).isEqualTo(2);
      List<String> tables =
          reports.stream().map(ReportDefinition::name).filter(needed::contains).toList();
      assertThat(check.out().replaceAll("\\s+", " "))
          .contains(
              "The consent of 1 record lacks youtube.readonly: narrow. A run cannot fill these tables"
                  + " for it: "
                  + String.join(", ", tables)
                  + ".");
    }
  }
}
