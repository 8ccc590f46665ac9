// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportsTest {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("channel_daily", "TimeBasedActivity"),
          Map.entry("channel_revenue_daily", "TimeBasedActivity"),
          Map.entry("content_type_daily", "TimeBasedActivity"),
          Map.entry("subscribed_status_daily", "PlaybackDetailsSubscribedStatus"),
          Map.entry("traffic_source_daily", "TrafficSource"),
          Map.entry("playback_location_daily", "PlaybackLocation"),
          Map.entry("device_daily", "DeviceTypeAndOperatingSystem"),
          Map.entry("geography_daily", "GeographyBasedActivity"),
          Map.entry("demographics_daily", "ViewerDemographics"),
          Map.entry("sharing_daily", "EngagementAndContentSharing"),
          Map.entry("top_videos_daily", "TopVideosRegional"),
          Map.entry("top_playlists_daily", "TopPlaylists"),
          Map.entry("ad_performance_daily", "AdPerformance"));

  /** Came after the rule set was written down, and goes wherever views go. */
  private static final String NEWER = "engagedViews";

  @Test
  void builtInReports_each_isWhatItsReportTypeAllows() throws Exception {
    JsonNode types;
    try (InputStream json = ReportsTest.class.getResourceAsStream("report-types.json")) {
      types = new ObjectMapper().readTree(json);
    }
    for (ReportDefinition report : typed()) {
      JsonNode type = types.path(TYPES.getOrDefault(report.name(), report.name()));
      assertWithMessage(report.name())
          .that(texts(type.path("dimensions")))
          .containsAtLeastElementsIn(report.dimensions());
      List<String> metrics = new ArrayList<>(texts(type.path("metrics")));
      metrics.add(NEWER);
      assertWithMessage(report.name()).that(metrics).containsAtLeastElementsIn(report.metrics());
      RowCap cap = report.cap();
      assertWithMessage(report.name())
          .that(cap == null ? 0 : cap.maxResults())
          .isEqualTo(type.path("maxResults").asInt(0));
      assertWithMessage(report.name())
          .that(texts(type.path("sortable")))
          .containsAtLeastElementsIn(cap == null ? List.of() : cap.descending());
    }
  }

  /** One request for all days wherever the type takes the dimension. */
  @Test
  void builtInReports_whoseTypeTakesDays_askByDay() throws Exception {
    JsonNode types;
    try (InputStream json = ReportsTest.class.getResourceAsStream("report-types.json")) {
      types = new ObjectMapper().readTree(json);
    }
    for (ReportDefinition report : typed()) {
      List<String> dimensions =
          texts(types.path(TYPES.getOrDefault(report.name(), "")).path("dimensions"));
      assertWithMessage(report.name()).that(report.byDay()).isEqualTo(dimensions.contains("day"));
    }
  }

  @Test
  void names_areTheStableOnes() {
    assertThat(Reports.names())
        .containsExactly(
            "channel_daily",
            "channel_revenue_daily",
            "content_type_daily",
            "subscribed_status_daily",
            "traffic_source_daily",
            "playback_location_daily",
            "device_daily",
            "geography_daily",
            "demographics_daily",
            "sharing_daily",
            "top_videos_daily",
            "video_daily",
            "top_playlists_daily",
            "ad_performance_daily",
            "audience_retention",
            "channels",
            "videos",
            "playlists",
            "playlist_items",
            "groups",
            "group_items")
        .inOrder();
  }

  /** Those of one report type: of every video two are taken together, and a snapshot has none. */
  private static List<ReportDefinition> typed() {
    return Reports.builtInReports().stream()
        .filter(report -> report.source() == ReportSource.QUERY)
        .toList();
  }

  @Test
  void videoDaily_asksWhatIsToldOfDaysAndOfVideosAlike() {
    ReportDefinition report = Reports.find("video_daily").orElseThrow();

    assertThat(report.source() == ReportSource.VIDEO_QUERY).isTrue();
    assertThat(report.cap()).isNull();
    assertThat(report.sort()).isEqualTo("day,video");
    assertThat(report.metrics()).isEqualTo(Reports.find("channel_daily").orElseThrow().metrics());
    assertThat(report.metrics())
        .isEqualTo(Reports.find("top_videos_daily").orElseThrow().metrics());
    ReportDefinition totals = report.totals().orElseThrow();
    assertThat(totals.dimensions()).containsExactly("video");
    assertThat(totals.metrics()).isEqualTo(report.metrics());
    assertThat(totals.cap()).isNull();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  @Test
  void builtInReports_each_isSortedWholeAndOfOneClass() {
    for (ReportDefinition report : Reports.builtInReports()) {
      assertWithMessage(report.name()).that(Reports.find(report.name())).hasValue(report);
      if (report.source().isSnapshot()) {
        continue;
      }
      assertWithMessage(report.name()).that(report.sort()).isNotEmpty();
      assertWithMessage(report.name())
          .that(report.metrics().stream().map(name -> monetary(name)).distinct().toList())
          .containsExactly(report.monetary());
      assertWithMessage(report.name())
          .that(report.lookbackDays())
          .isEqualTo(report.byDay() ? 45 : 28);
      assertWithMessage(report.name())
          .that(report.columns().stream().map(Column::apiName).toList())
          .containsNoDuplicates();
    }
  }

  private static boolean monetary(String metric) {
    return Columns.find(metric).orElseThrow().monetary();
  }

  @Test
  void columnName_apiNames_areSnakeCaseAndStayDifferent() {
    assertThat(name("estimatedMinutesWatched")).isEqualTo("estimated_minutes_watched");
    assertThat(name("views")).isEqualTo("views");
    assertThat(name("estimatedRedPartnerRevenue")).isEqualTo("estimated_red_partner_revenue");
    assertThat(name("playbackBasedCpm")).isEqualTo("playback_based_cpm");
    List<String> names = Columns.all().values().stream().map(Column::columnName).toList();
    assertThat(names).containsNoDuplicates();
    for (String name : names) {
      assertThat(name).matches("[a-z][a-z0-9_]*");
    }
  }

  private static String name(String apiName) {
    return Columns.find(apiName).orElseThrow().columnName();
  }

  @Test
  void definition_thatCannotBe_isRefusedNamingTheReason() {
    List<String> day = List.of("day");
    List<String> views = List.of("views");
    assertRefused("lower case", () -> definition("Daily", day, views, null, 1));
    assertRefused("lower case", () -> definition("", day, views, null, 1));
    assertRefused("lower case", () -> definition("a".repeat(101), day, views, null, 1));
    assertRefused("lower case", () -> definition("a/../b", day, views, null, 1));
    assertRefused("at least one metric", () -> definition("a", day, List.of(), null, 1));
    assertRefused(
        "'vews', which is not a metric", () -> definition("a", day, List.of("vews"), null, 1));
    assertRefused(
        "'views', which is not a dimension", () -> definition("a", views, views, null, 1));
    assertRefused("'day', which is not a metric", () -> definition("a", day, day, null, 1));
    assertRefused("'day' twice", () -> definition("a", List.of("day", "day"), views, null, 1));
    assertRefused("'views' twice", () -> definition("a", day, List.of("views", "views"), null, 1));
    assertRefused(
        "one report with [cpm] and one with [views]",
        () -> definition("a", day, List.of("views", "cpm"), null, 1));
    assertRefused("lookbackDays", () -> definition("a", day, views, null, 0));
    assertRefused("remove 'day'", () -> definition("a", day, views, new RowCap(10, views), 1));
    assertRefused(
        "sorted by [likes]",
        () -> definition("a", List.of("video"), views, new RowCap(10, List.of("likes")), 1));
    assertRefused(
        "requires maxResults 200 and sort -views",
        () -> definition("a", List.of("video"), views, null, 1));
    assertRefused(
        "sorted by [views], which must be in its metrics",
        () -> named("city").metrics("averageViewDuration").build());
    assertRefused(
        "'day' and 'month': remove one", () -> named("day", "month").metrics("views").build());
    assertRefused(
        "contradicts every: month: remove one",
        () -> named("day").metrics("views").every(TimeGrain.MONTH).build());
    assertRefused("set every: month", () -> named("month").metrics("views").build());
    assertRefused(
        "filters by 'country' of 'US;video==a'",
        () -> named("day").metrics("views").filter("country", "US;video==a").build());
    assertRefused(
        "filters by 'video' of ''",
        () -> named("day").metrics("views").filter("video", "").build());
    assertRefused(
        "the run selects the channels",
        () -> named("day").metrics("views").filter("channel", "UC1").build());
    assertRefused("'euro'", () -> named("day").metrics("cpm").currency("euro").build());
    assertRefused(
        "no monetary metric", () -> named("day").metrics("views").currency("EUR").build());
    assertRefused("maxResults", () -> new RowCap(0, views));
    assertRefused("metric to sort by", () -> new RowCap(1, List.of()));
  }

  private static ReportDefinition.Builder named(String... dimensions) {
    return ReportDefinition.named("a").dimensions(dimensions);
  }

  @Test
  void build_whatIsNotSaid_followsFromTheQuery() {
    assertThat(named("day").metrics("views").build())
        .isEqualTo(definition("a", List.of("day"), List.of("views"), null, 45));
    assertThat(named("country").metrics("views").build())
        .isEqualTo(definition("a", List.of("country"), List.of("views"), null, 28));
    assertThat(named("country").metrics("views").every(TimeGrain.MONTH).build().lookbackDays())
        .isEqualTo(45);
    assertThat(named("video").metrics("likes", "redViews").build().sort()).isEqualTo("-redViews");
    assertThat(named("city").metrics("views").build().cap())
        .isEqualTo(new RowCap(25, List.of("views")));
    assertThat(named("day", "video").metrics("views").filter("video", "a,-b").build().cap())
        .isNull();
    assertThat(named("day").metrics("cpm").currency("EUR").build().fingerprint())
        .isEqualTo("dimensions=day&metrics=cpm&currency=EUR&every=DAY");
  }

  private static void assertRefused(
      String reason, org.junit.jupiter.api.function.Executable making) {
    assertThat(assertThrows(IllegalArgumentException.class, making).getMessage()).contains(reason);
  }

  @Test
  void fingerprint_changesWithTheQueryAndNotWithItsName() {
    ReportDefinition one = definition("one", List.of("day"), List.of("views", "likes"), null, 5);

    assertThat(one.fingerprint()).isEqualTo("dimensions=day&metrics=views,likes&every=DAY");
    assertThat(definition("two", List.of("day"), List.of("views", "likes"), null, 9).fingerprint())
        .isEqualTo(one.fingerprint());
    assertThat(
            new ReportDefinition(
                    "top",
                    List.of("video"),
                    List.of("views", "likes"),
                    new TreeMap<>(Map.of("country", "US", "continent", "019")),
                    new RowCap(200, List.of("views", "likes")),
                    TimeGrain.DAY,
                    1,
                    null,
                    false,
                    null)
                .fingerprint())
        .isEqualTo(
            "dimensions=video&metrics=views,likes&filters=continent==019;country==US"
                + "&sort=-views,-likes&maxResults=200&every=DAY");
  }

  private static ReportDefinition definition(
      String name, List<String> dimensions, List<String> metrics, @Nullable RowCap cap, int days) {
    return new ReportDefinition(
        name,
        dimensions,
        metrics,
        Collections.emptySortedMap(),
        cap,
        TimeGrain.DAY,
        days,
        null,
        false,
        null);
  }
}
