// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the tables of the built-in reports should have after the demo. They come from the
 * ground truth of the simulated Google, not from its responses.
 */
record DemoTruth(SimulatedGoogle google, DateRange dates) {
  /** The rows of one channel, by column name, without the columns that every table has. */
  List<Map<String, Object>> rows(ReportDefinition report, SimulatedChannel channel) {
    return cells(report, channel).map(cells -> row(report, cells)).toList();
  }

  private Stream<Map<String, Object>> cells(ReportDefinition report, SimulatedChannel channel) {
    String owner = "channel==" + channel.id();
    return switch (report.source()) {
      case QUERY, VIDEO_QUERY -> dates.days().flatMap(day -> cellsOfDay(report, channel, day));
      case QUERY_PER_ID -> cellsOfTopVideos(report, channel.id());
      case CHANNELS_LIST, VIDEOS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST ->
          new DemoResources(google.world()).cells(report, channel.id());
      case GROUPS_LIST -> google.groups(owner).stream();
      case GROUP_ITEMS_LIST -> google.groupItems(owner).stream();
    };
  }

  private Stream<Map<String, Object>> cellsOfDay(
      ReportDefinition report, SimulatedChannel channel, LocalDate day) {
    ReportQuestion question =
        ReportQuestion.of(channel.id(), report.dimensions(), report.metrics(), day, day);
    if (report.source() == ReportSource.VIDEO_QUERY) {
      question = question.filteredBy(ReportDefinition.VIDEO, channel.videos());
    }
    RowCap cap = report.cap();
    if (cap != null) {
      question = question.sortedBy(report.sort().split(",")).atMost(cap.maxResults());
    }
    return google.world().truth(question).stream()
        .map(
            cells -> {
              Map<String, Object> ofDay = new HashMap<>(cells);
              ofDay.put(ReportDefinition.DAY, day);
              return ofDay;
            });
  }

  /** The videos with the most views of all days, each with its own query. */
  private Stream<Map<String, Object>> cellsOfTopVideos(ReportDefinition report, String channelId) {
    int count = Objects.requireNonNull(report.each()).count();
    return google
        .world()
        .truth(
            question(channelId, List.of(ReportDefinition.VIDEO), List.of("views"))
                .sortedBy("-views")
                .atMost(count))
        .stream()
        .map(row -> String.valueOf(row.get(ReportDefinition.VIDEO)))
        .flatMap(
            video ->
                google
                    .world()
                    .truth(
                        question(channelId, report.dimensions(), report.metrics())
                            .filteredBy(ReportDefinition.VIDEO, List.of(video)))
                    .stream()
                    .map(
                        cells -> {
                          Map<String, Object> ofVideo = new HashMap<>(cells);
                          ofVideo.put(ReportDefinition.VIDEO, video);
                          return ofVideo;
                        }));
  }

  private ReportQuestion question(String channelId, List<String> dimensions, List<String> metrics) {
    return ReportQuestion.of(channelId, dimensions, metrics, dates.first(), dates.last());
  }

  private Map<String, Object> row(ReportDefinition report, Map<String, Object> cells) {
    Map<String, Object> row = new HashMap<>();
    report
        .columns()
        .forEach(column -> row.put(column.columnName(), exact(cells.get(column.apiName()))));
    switch (report.every()) {
      case DAY, MONTH -> row.put(ReportDefinition.DAY, cells.get(ReportDefinition.DAY));
      case RANGE -> {
        row.put(ReportSchema.START_DATE, dates.first());
        row.put(ReportSchema.END_DATE, dates.last());
      }
      case SNAPSHOT -> {}
    }
    return row;
  }

  /** Money has nine decimals in every table. */
  private static @Nullable Object exact(@Nullable Object cell) {
    return cell instanceof BigDecimal money ? money.setScale(9) : cell;
  }
}
