// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReportReader;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.beam.sdk.values.Row;

/**
 * The bulk files of the demo: five days of two report types. The figures of one are those of {@code
 * channel_daily}; of the other, one day of one channel is generated again before the second night.
 */
final class DemoBulk {
  static final String BASIC = "channel_basic_a3";
  static final String REACH = "channel_reach_basic_a1";
  static final List<String> TYPES = List.of(BASIC, REACH);
  static final LocalDate REISSUED_DAY = LocalDate.parse("2026-03-10");
  private static final LocalDate FIRST_DAY = LocalDate.parse("2026-03-08");
  private static final LocalDate LAST_DAY = LocalDate.parse("2026-03-12");
  private static final int VIDEOS = 4;

  /** Columns that the connector adds. */
  private static final List<String> ADDED =
      List.of(
          ReportSchema.CONTENT_OWNER,
          "report_created_at",
          ReportSchema.FETCHED_AT,
          ReportSchema.RUN_ID);

  private final World world;
  private final Instant night;

  DemoBulk(World world, Instant night) {
    this.world = world;
    this.night = night;
  }

  /** Makes jobs of all channels, and their files. */
  void prepare() {
    world.bulk().history(BulkHistory.EMPTY);
    Instant generated = night.minus(Duration.ofHours(12));
    for (SimulatedChannel channel : world.channels()) {
      TYPES.forEach(
          type -> world.bulk().createJob(channel.id(), type, night.minus(Duration.ofDays(1))));
      FIRST_DAY
          .datesUntil(LAST_DAY.plusDays(1))
          .forEach(
              day -> {
                world.bulk().publishActivity(channel.id(), day, generated);
                world.bulk().publish(channel.id(), REACH, day, generated, reach(channel, day, 0));
              });
    }
  }

  /** Generates a day of a channel again: restates a row, adds one and takes one away. */
  void reissue(SimulatedChannel channel) {
    world
        .bulk()
        .publish(
            channel.id(),
            REACH,
            REISSUED_DAY,
            night.plus(Duration.ofHours(12)),
            reach(channel, REISSUED_DAY, 1));
  }

  private static List<Map<String, String>> reach(
      SimulatedChannel channel, LocalDate day, int generation) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = generation; i < VIDEOS + generation; i++) {
      int impressions = 200 + 37 * i + day.getDayOfMonth() + (i == VIDEOS - 1 ? generation : 0);
      rows.add(
          Map.of(
              "video_id", channel.videos().get(i),
              "video_thumbnail_impressions", Integer.toString(impressions),
              "video_thumbnail_impressions_ctr", "0.0" + (4 + i)));
    }
    return rows;
  }

  /** The differences from the files of the simulated Google, one line each. */
  List<String> differences(ParquetOutput output, Predicate<SimulatedChannel> fetched, Instant last)
      throws IOException {
    List<String> differences = new ArrayList<>();
    for (String id : TYPES) {
      BulkReportType type = BulkReportTypes.find(id).orElseThrow();
      List<Map<String, Object>> expected = new ArrayList<>();
      for (SimulatedChannel channel : world.channels()) {
        if (fetched.test(channel)) {
          world.bulk().truth(channel.id(), id, night, last).stream()
              .map(DemoBulk::withoutNulls)
              .forEach(expected::add);
        }
      }
      List<Map<String, Object>> stored =
          ReportReader.rows(output, type).stream().map(DemoBulk::cells).toList();
      if (!counts(stored).equals(counts(expected))) {
        differences.add(
            "table %s: %d rows that are not the %d of the simulated Google: use an empty --output folder"
                .formatted(id, stored.size(), expected.size()));
      }
    }
    return differences;
  }

  private static Map<Map<String, Object>, Integer> counts(List<Map<String, Object>> rows) {
    Map<Map<String, Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  private static Map<String, Object> cells(Row row) {
    Map<String, Object> cells = new HashMap<>();
    row.getSchema().getFieldNames().forEach(name -> cells.put(name, row.getValue(name)));
    cells.keySet().removeAll(ADDED);
    return withoutNulls(cells);
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> row) {
    Map<String, Object> cells = new HashMap<>(row);
    cells.values().removeIf(value -> value == null);
    return cells;
  }
}
