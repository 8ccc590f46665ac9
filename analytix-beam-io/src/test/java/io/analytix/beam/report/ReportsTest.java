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
      Map.of(
          "channel_daily", "TimeBasedActivity",
          "channel_revenue_daily", "TimeBasedActivity",
          "geography_daily", "GeographyBasedActivity",
          "top_videos_daily", "TopVideosRegional");

  /** Came after the rule set was written down. */
  private static final String NEWER = "engagedViews";

  @Test
  void builtInReports_columns_areAllowedByTheirReportType() throws Exception {
    JsonNode types;
    try (InputStream json = ReportsTest.class.getResourceAsStream("report-types.json")) {
      types = new ObjectMapper().readTree(json);
    }
    for (ReportDefinition report : Reports.builtInReports()) {
      String typeName = TYPES.get(report.name());
      if (typeName == null) {
        continue;
      }
      JsonNode type = types.path(typeName);
      assertWithMessage(report.name())
          .that(texts(type.path("dimensions")))
          .containsAtLeastElementsIn(report.dimensions());
      List<String> metrics = new ArrayList<>(texts(type.path("metrics")));
      metrics.add(NEWER);
      assertWithMessage(report.name()).that(metrics).containsAtLeastElementsIn(report.metrics());
    }
    assertThat(Reports.builtInReports().stream().map(ReportDefinition::name).toList())
        .containsAtLeastElementsIn(TYPES.keySet());
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
      assertWithMessage(report.name()).that(report.sort()).isNotEmpty();
      assertWithMessage(report.name())
          .that(report.metrics().stream().map(name -> monetary(name)).distinct().toList())
          .containsExactly(report.monetary());
      assertWithMessage(report.name())
          .that(report.lookbackDays())
          .isEqualTo(report.byDay() ? 45 : 5);
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
        "'vews', which is no metric", () -> definition("a", day, List.of("vews"), null, 1));
    assertRefused("'views', which is no dimension", () -> definition("a", views, views, null, 1));
    assertRefused("'day', which is no metric", () -> definition("a", day, day, null, 1));
    assertRefused("'day' twice", () -> definition("a", List.of("day", "day"), views, null, 1));
    assertRefused("'views' twice", () -> definition("a", day, List.of("views", "views"), null, 1));
    assertRefused(
        "one of [cpm] and one of [views]",
        () -> definition("a", day, List.of("views", "cpm"), null, 1));
    assertRefused("lookbackDays", () -> definition("a", day, views, null, 0));
    assertRefused("leave out 'day'", () -> definition("a", day, views, new RowCap(10, views), 1));
    assertRefused("maxResults", () -> new RowCap(0, views));
    assertRefused("metric to sort by", () -> new RowCap(1, List.of()));
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
                    Every.DAY,
                    1)
                .fingerprint())
        .isEqualTo(
            "dimensions=video&metrics=views,likes&filters=continent==019;country==US"
                + "&sort=-views,-likes&maxResults=200&every=DAY");
  }

  private static ReportDefinition definition(
      String name, List<String> dimensions, List<String> metrics, @Nullable RowCap cap, int days) {
    return new ReportDefinition(
        name, dimensions, metrics, Collections.emptySortedMap(), cap, Every.DAY, days);
  }
}
