// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.testing.bulk.BulkReportType;
import io.analytix.beam.testing.bulk.BulkReportTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkWorldTest {
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final String BASIC = "channel_basic_a3";

  /** On October 1 in Los Angeles, a month before the clocks go back. */
  private static final Instant START = Instant.parse("2026-10-01T09:00:00Z");

  private final SimulatedChannel channel = SimulatedChannel.named("quiet").build();
  private final World world =
      World.builder(5)
          .channel(channel)
          .contentOwner("acme", channel, SimulatedChannel.named("other").build())
          .build();
  private final BulkWorld bulk = world.bulk();

  private enum Event {
    GAP,
    HEADER_ONLY_FIRST,
    HEADER_ONLY_AGAIN,
    TWO_IN_A_NIGHT,
    SAME_CREATE_TIME,
    ROW_RESTATED,
    ROW_ADDED,
    ROW_REMOVED,
    OTHER_COLUMN_ORDER,
    LONGER_ID_IS_OLDER
  }

  @Test
  void quietJob_hasThirtyDaysOfHistoryAndThenADayEachDay() {
    bulk.createJob(channel.id(), BASIC, START);

    assertThat(bulk.files(channel.id(), BASIC, START)).isEmpty();
    assertThat(days(START.plus(Duration.ofDays(1)))).isEqualTo(days("2026-09-01", "2026-09-30"));
    assertThat(days(START.plus(Duration.ofDays(7)))).isEqualTo(days("2026-09-01", "2026-10-05"));
    assertThat(days(START.plus(Duration.ofDays(32)))).isEqualTo(days("2026-10-01", "2026-10-30"));
    assertThat(days(START.plus(Duration.ofDays(90)))).hasSize(60);
  }

  @Test
  void period_isAPacificDayEvenWhenTheClocksGoBack() {
    bulk.createJob(channel.id(), BASIC, START);
    LocalDate day = LocalDate.of(2026, 11, 1);

    BulkFile file =
        bulk.current(channel.id(), BASIC, START, START.plus(Duration.ofDays(40))).get(day);

    assertThat(file.startTime()).isEqualTo(Instant.parse("2026-11-01T07:00:00Z"));
    assertThat(file.endTime()).isEqualTo(Instant.parse("2026-11-02T08:00:00Z"));
  }

  @Test
  void everyReportType_hasUniqueKeysAndTypedCells() {
    for (BulkReportType type : BulkReportTypes.all()) {
      String owner = type.ofContentOwner() ? "acme" : channel.id();
      bulk.createJob(owner, type.id(), START);
      List<BulkFile> files =
          bulk.files(owner, type.id(), START.plus(Duration.ofDays(45))).stream().limit(3).toList();

      assertWithMessage(type.id()).that(files).isNotEmpty();
      for (BulkFile file : files) {
        Set<Object> keys = new HashSet<>();
        for (Map<String, Object> row : file.rows()) {
          assertWithMessage(type.id()).that(row.keySet()).containsExactlyElementsIn(file.columns());
          List<Object> key = key(type, row);
          assertWithMessage("%s %s", type.id(), key).that(keys.add(key)).isTrue();
          if (!type.systemManaged()) {
            assertThat(row.get("date")).isEqualTo(file.day());
          }
        }
      }
    }
  }

  @Test
  void eventfulHistories_haveEveryEvent() {
    Map<Event, Integer> events = new EnumMap<>(Event.class);
    World many = World.builder(11).channels(40).build();
    many.bulk().history(BulkHistory.EVENTFUL);
    for (SimulatedChannel one : many.channels()) {
      many.bulk().createJob(one.id(), BASIC, START);
      Map<LocalDate, List<BulkFile>> files =
          many.bulk().files(one.id(), BASIC, START.plus(Duration.ofDays(10))).stream()
              .collect(groupingBy(BulkFile::day, TreeMap::new, toList()));
      LocalDate.of(2026, 9, 1)
          .datesUntil(LocalDate.of(2026, 10, 5))
          .filter(day -> !files.containsKey(day))
          .forEach(day -> count(events, Event.GAP));
      files.values().forEach(ofDay -> countEvents(ofDay, events));
    }

    for (Event event : Event.values()) {
      assertWithMessage("%s of %s", event, events).that(events.getOrDefault(event, 0)).isAtLeast(5);
    }
  }

  @Test
  void current_headerOnlyFileAfterRows_isTheOneBefore() {
    bulk.createJob(channel.id(), BASIC, START);
    LocalDate day = LocalDate.of(2026, 10, 2);
    Instant night = START.plus(Duration.ofDays(6));
    Map<String, String> row =
        Map.of("video_id", "v1", "views", "7", "watch_time_minutes", "0.5", "country_code", "");

    BulkFile published =
        bulk.publish(channel.id(), BASIC, day, night.minusSeconds(60), List.of(row));
    bulk.publish(channel.id(), BASIC, day, night.minusSeconds(30), List.of());

    BulkFile current = bulk.current(channel.id(), BASIC, START, night).get(day);
    assertThat(current.id()).isEqualTo(published.id());
    Map<String, Object> cells = current.rows().get(0);
    assertThat(cells).containsAtLeast("date", day, "channel_id", channel.id(), "views", 7L);
    assertThat(cells).containsAtLeast("watch_time_minutes", 0.5, "country_code", "");
    assertThat(cells.get("likes")).isNull();
    assertThat(bulk.files(channel.id(), BASIC, night).stream().filter(one -> one.day().equals(day)))
        .hasSize(3);
  }

  @Test
  void reissue_keepsTheDayAndChangesRows() {
    bulk.createJob(channel.id(), BASIC, START);
    LocalDate day = LocalDate.of(2026, 10, 2);
    Instant night = START.plus(Duration.ofDays(9));
    BulkFile before = bulk.current(channel.id(), BASIC, START, night).get(day);

    BulkFile after = bulk.reissue(channel.id(), BASIC, day, night.minusSeconds(1));

    assertThat(bulk.current(channel.id(), BASIC, START, night).get(day).id()).isEqualTo(after.id());
    assertThat(after.startTime()).isEqualTo(before.startTime());
    assertThat(after.rows()).isNotEqualTo(before.rows());
  }

  @Test
  void activity_sumsUpToTheTotalsOfTheAnalyticsApi() {
    bulk.history(BulkHistory.EMPTY).createJob(channel.id(), BASIC, START);
    Map<String, String> metrics =
        Map.of(
            "views", "views",
            "engaged_views", "engagedViews",
            "likes", "likes",
            "watch_time_minutes", "estimatedMinutesWatched",
            "subscribers_gained", "subscribersGained");
    for (LocalDate day : days("2026-10-01", "2026-10-05")) {
      List<Map<String, Object>> rows =
          bulk.publishActivity(channel.id(), day, START.plus(Duration.ofDays(6))).rows();
      assertThat(rows.size()).isGreaterThan(12);
      metrics.forEach(
          (column, metric) ->
              assertWithMessage("%s on %s", column, day)
                  .that(rows.stream().mapToDouble(row -> number(row.get(column))).sum())
                  .isEqualTo(total(metric, day)));
    }
    assertThat(days(START.plus(Duration.ofDays(6)))).isEqualTo(days("2026-10-01", "2026-10-05"));
  }

  private double total(String metric, LocalDate day) {
    return world.truth(channel.id(), List.of("day"), List.of(metric), day, day).stream()
        .mapToDouble(row -> number(row.get(metric)))
        .sum();
  }

  private static double number(Object cell) {
    return ((Number) cell).doubleValue();
  }

  @Test
  void scriptedChanges_applyFromTheirTime() {
    bulk.createJob(channel.id(), BASIC, START);
    Instant night = START.plus(Duration.ofDays(9));
    LocalDate gap = LocalDate.of(2026, 10, 2);
    bulk.withhold(channel.id(), BASIC, gap);
    bulk.addColumn(BASIC, "surprise", START.plus(Duration.ofDays(6)));
    bulk.expireJob(channel.id(), BASIC, START.plus(Duration.ofDays(8)));
    List<BulkFile> files = bulk.files(channel.id(), BASIC, night);
    BulkFile deleted = files.get(0);
    bulk.delete(deleted, night);

    assertThat(days(night)).doesNotContain(gap);
    assertThat(days(night.plus(Duration.ofDays(9)))).doesNotContain(LocalDate.of(2026, 10, 9));
    assertThat(files.get(0).columns()).doesNotContain("surprise");
    assertThat(files.get(files.size() - 1).columns()).contains("surprise");
    assertThat(days(night)).doesNotContain(deleted.day());
    assertThat(bulk.current(channel.id(), BASIC, START, night)).containsKey(deleted.day());
  }

  @Test
  void money_isExactAndCountsAreLongs() {
    bulk.createJob("acme", "content_owner_estimated_revenue_a1", START);

    List<Map<String, Object>> rows =
        bulk.truth(
            "acme", "content_owner_estimated_revenue_a1", START, START.plus(Duration.ofDays(1)));

    assertThat(values(rows, "estimated_partner_revenue")).contains(BigDecimal.class);
    assertThat(values(rows, "ad_impressions")).contains(Long.class);
    assertThat(rows.stream().map(row -> row.get("channel_id")).distinct()).hasSize(2);
  }

  @Test
  void createJob_again_isRefused() {
    bulk.createJob(channel.id(), BASIC, START);

    assertThrows(IllegalArgumentException.class, () -> bulk.createJob(channel.id(), BASIC, START));
    assertThrows(
        IllegalArgumentException.class, () -> bulk.createJob(channel.id(), "unknown", START));
  }

  private static Set<Object> values(List<Map<String, Object>> rows, String column) {
    Set<Object> classes = new HashSet<>();
    for (Map<String, Object> row : rows) {
      Object value = row.get(column);
      if (value != null) {
        classes.add(value.getClass());
      }
    }
    return classes;
  }

  private static void countEvents(List<BulkFile> files, Map<Event, Integer> events) {
    BulkReportType type = BulkReportTypes.find(BASIC).orElseThrow();
    if (files.get(0).rows().isEmpty()) {
      count(events, Event.HEADER_ONLY_FIRST);
    }
    IntStream.range(1, files.size())
        .forEach(
            place -> {
              BulkFile before = files.get(place - 1);
              BulkFile after = files.get(place);
              Duration between = Duration.between(before.createTime(), after.createTime());
              if (between.isZero()) {
                count(events, Event.SAME_CREATE_TIME);
              }
              if (between.compareTo(Duration.ofHours(2)) < 0) {
                count(events, Event.TWO_IN_A_NIGHT);
              }
              if (before.id().length() > after.id().length()) {
                count(events, Event.LONGER_ID_IS_OLDER);
              }
              if (!before.columns().equals(after.columns())) {
                count(events, Event.OTHER_COLUMN_ORDER);
              }
              countRows(type, before.rows(), after.rows(), events);
            });
  }

  private static void countRows(
      BulkReportType type,
      List<Map<String, Object>> before,
      List<Map<String, Object>> after,
      Map<Event, Integer> events) {
    if (before.isEmpty() || after.isEmpty()) {
      if (after.isEmpty() && !before.isEmpty()) {
        count(events, Event.HEADER_ONLY_AGAIN);
      }
      return;
    }
    Map<Object, Map<String, Object>> old = byKey(type, before);
    Map<Object, Map<String, Object>> now = byKey(type, after);
    now.forEach(
        (key, row) -> {
          Map<String, Object> earlier = old.get(key);
          if (earlier == null) {
            count(events, Event.ROW_ADDED);
          } else if (!earlier.equals(row)) {
            count(events, Event.ROW_RESTATED);
          }
        });
    old.keySet().stream()
        .filter(key -> !now.containsKey(key))
        .forEach(key -> count(events, Event.ROW_REMOVED));
  }

  private static void count(Map<Event, Integer> events, Event event) {
    events.merge(event, 1, Integer::sum);
  }

  private static Map<Object, Map<String, Object>> byKey(
      BulkReportType type, List<Map<String, Object>> rows) {
    Map<Object, Map<String, Object>> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(key(type, row), row));
    return byKey;
  }

  private static List<Object> key(BulkReportType type, Map<String, Object> row) {
    List<Object> key = new ArrayList<>();
    type.columns().stream()
        .filter(column -> column.isKey())
        .forEach(column -> key.add(String.valueOf(row.get(column.name()))));
    return key;
  }

  private List<LocalDate> days(Instant now) {
    return bulk.files(channel.id(), BASIC, now).stream()
        .map(file -> LocalDate.ofInstant(file.startTime(), PACIFIC))
        .toList();
  }

  private static List<LocalDate> days(String first, String last) {
    return LocalDate.parse(first).datesUntil(LocalDate.parse(last).plusDays(1)).toList();
  }
}
