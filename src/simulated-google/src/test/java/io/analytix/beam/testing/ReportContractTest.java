// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Observed requests and responses of the live API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportContractTest {
  private static final String NOT_SUPPORTED =
      "The query is not supported. Check the documentation at"
          + " https://developers.google.com/youtube/analytics/v2/available_reports"
          + " for a list of supported queries.";

  private final SimulatedChannel quiet = TinyChannel.CHANNEL;

  private final SimulatedChannel busy =
      SimulatedChannel.named("busy").videoCount(600).dailyViews(40_000).build();

  private final World world =
      World.builder(1).today(LocalDate.of(2026, 9, 20)).channel(quiet).channel(busy).build();

  private final SimulatedGoogle google = SimulatedGoogle.start(world).unmonetisedIsForbidden(false);

  private final Client client = new Client(google);
  private String quietToken = "";
  private String busyToken = "";

  @BeforeAll
  void authorise() throws Exception {
    TinyChannel.setUpIn(world);
    quietToken = client.accessToken(quiet);
    busyToken = client.accessToken(busy);
  }

  @AfterAll
  void stop() {
    google.close();
  }

  private Client.Reply queryQuiet(String... parameters) throws Exception {
    return client.report(quietToken, words(parameters));
  }

  private Client.Reply queryBusy(String... parameters) throws Exception {
    return client.report(busyToken, words(parameters));
  }

  private static Map<String, String> words(String... parameters) {
    Map<String, String> words = new HashMap<>();
    words.put("ids", "channel==MINE");
    words.put("startDate", "2026-08-18");
    words.put("endDate", "2026-09-17");
    for (int place = 0; place < parameters.length; place += 2) {
      words.put(parameters[place], parameters[place + 1]);
    }
    return words;
  }

  private static void assertRows(Client.Reply reply, String rows) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("rows")).isEqualTo(Json.parse(rows));
  }

  private static void assertNoRows(Client.Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().has("rows")).isFalse();
    assertThat(reply.json().get("columnHeaders").size()).isGreaterThan(0);
  }

  private static void assertNotSupported(Client.Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo(NOT_SUPPORTED);
    assertThat(reply.reason()).isEqualTo("badRequest");
  }

  @Test
  void noDimension_oneView_isOneRow() throws Exception {
    assertRows(queryQuiet("metrics", "views"), "[[1]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engagedViews", "likes", "estimatedMinutesWatched", "averageViewDuration",
        "averageViewPercentage", "cardClickRate", "annotationClicks", "annotationCloseRate"
      })
  void noDimension_metricWithoutActivity_isOneZero(String metric) throws Exception {
    assertRows(queryQuiet("metrics", metric), "[[0]]");
  }

  @Test
  void noDimension_rawBody_isKindHeadersRows() throws Exception {
    Client.Reply reply =
        queryQuiet(
            "metrics", "views,likes,comments,shares,subscribersGained", "prettyPrint", "false");

    assertThat(reply.body())
        .startsWith("{\"kind\":\"youtubeAnalytics#resultTable\",\"columnHeaders");
    assertRows(reply, "[[1,0,0,0,0]]");
  }

  @ParameterizedTest
  @CsvSource({"estimatedRevenue,''", "cpm,''", "monetizedPlaybacks,day", "adImpressions,country"})
  void money_channelNotMonetised_hasHeadersButNoRows(String metric, String dimension)
      throws Exception {
    assertNoRows(
        dimension.isEmpty()
            ? queryQuiet("metrics", metric)
            : queryQuiet("metrics", metric, "dimensions", dimension));
  }

  @Test
  void day_oneActiveDay_isOneRowOfThirtyOne() throws Exception {
    assertRows(queryQuiet("metrics", "views,likes", "dimensions", "day"), "[[\"2026-09-05\",1,0]]");
  }

  @Test
  void day_yearsWithoutActivity_hasNoRows() throws Exception {
    assertNoRows(
        queryQuiet(
            "metrics",
            "views",
            "dimensions",
            "day",
            "startDate",
            "2019-01-01",
            "endDate",
            "2019-01-07"));
  }

  @Test
  void day_elevenYears_isAcceptedAndAddsUpToTheTotal() throws Exception {
    String[] range = {"startDate", "2015-01-01", "endDate", "2026-06-30", "metrics", "views"};
    JsonNode days =
        client.report(busyToken, with(words(range), "dimensions", "day")).json().get("rows");
    long sum = 0;
    for (JsonNode day : days) {
      sum += day.get(1).longValue();
    }

    assertThat(days.size()).isGreaterThan(2_000);
    assertRows(queryBusy(range), "[[" + sum + "]]");
  }

  private static Map<String, String> with(Map<String, String> words, String name, String value) {
    Map<String, String> more = new HashMap<>(words);
    more.put(name, value);
    return more;
  }

  @Test
  void day_sortedByViewsAtMostFive_isDescending() throws Exception {
    JsonNode rows =
        queryBusy("metrics", "views", "dimensions", "day", "sort", "-views", "maxResults", "5")
            .json()
            .get("rows");

    assertThat(rows.size()).isEqualTo(5);
    for (int row = 1; row < 5; row++) {
      assertThat(rows.get(row).get(1).longValue()).isAtMost(rows.get(row - 1).get(1).longValue());
    }
  }

  @Test
  void day_notSorted_comesInNoOrderButAlwaysTheSame() throws Exception {
    Client.Reply once = queryBusy("metrics", "views", "dimensions", "day");
    Client.Reply again = queryBusy("metrics", "views", "dimensions", "day");
    Client.Reply sorted = queryBusy("metrics", "views", "dimensions", "day", "sort", "day");

    assertThat(again.body()).isEqualTo(once.body());
    assertThat(once.json().get("rows")).isNotEqualTo(sorted.json().get("rows"));
    assertThat(once.json().get("rows")).containsExactlyElementsIn(sorted.json().get("rows"));
  }

  @Test
  void headers_dimensionsThenMetrics_inTheOrderOfTheRequest() throws Exception {
    JsonNode headers =
        queryBusy(
                "metrics",
                "likes,averageViewPercentage,views",
                "dimensions",
                "video,day",
                "filters",
                "video==" + busy.videos().get(0))
            .json()
            .get("columnHeaders");

    assertThat(headers.findValuesAsText("name"))
        .containsExactly("video", "day", "likes", "averageViewPercentage", "views")
        .inOrder();
    assertThat(headers.findValuesAsText("columnType"))
        .containsExactly("DIMENSION", "DIMENSION", "METRIC", "METRIC", "METRIC")
        .inOrder();
    assertThat(headers.findValuesAsText("dataType"))
        .containsExactly("STRING", "STRING", "INTEGER", "FLOAT", "INTEGER")
        .inOrder();
  }

  @Test
  void month_notTheFirst_isMisaligned() throws Exception {
    Client.Reply reply = queryQuiet("metrics", "views", "dimensions", "month");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message())
        .isEqualTo(
            "Date range (2026-08-18) in field parameters.start-date does not align to chosen date"
                + " dimension.");
  }

  @Test
  void month_firstsOfMonths_areNamedByYearAndMonth() throws Exception {
    assertRows(
        queryQuiet(
            "metrics",
            "views",
            "dimensions",
            "month",
            "startDate",
            "2026-01-01",
            "endDate",
            "2026-09-01"),
        "[[\"2026-09\",1]]");
  }

  @Test
  void country_oneView_isWithheld() throws Exception {
    assertNoRows(queryQuiet("metrics", "views", "dimensions", "country"));
  }

  @Test
  void video_oneOfTwoWatched_isOneRow() throws Exception {
    JsonNode rows =
        queryQuiet("metrics", "views", "dimensions", "video", "sort", "-views", "maxResults", "200")
            .json()
            .get("rows");

    assertThat(rows.size()).isEqualTo(1);
    assertThat(quiet.videos()).contains(rows.get(0).get(0).asText());
    assertThat(rows.get(0).get(1).longValue()).isEqualTo(1);
  }

  @Test
  void video_moreThanTheCap_isCutAtTwoHundred() throws Exception {
    JsonNode rows =
        queryBusy("metrics", "views", "dimensions", "video", "sort", "-views", "maxResults", "200")
            .json()
            .get("rows");

    assertThat(rows.size()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"201", "250", "500", "1000"})
  void video_maxResultsOverTheCap_isNotSupported(String maxResults) throws Exception {
    assertNotSupported(
        queryBusy(
            "metrics", "views", "dimensions", "video", "sort", "-views", "maxResults", maxResults));
  }

  @Test
  void video_withoutSortOrMaxResultsOrDescending_isNotSupported() throws Exception {
    assertNotSupported(queryBusy("metrics", "views", "dimensions", "video", "sort", "-views"));
    assertNotSupported(queryBusy("metrics", "views", "dimensions", "video", "maxResults", "10"));
    assertNotSupported(
        queryBusy("metrics", "views", "dimensions", "video", "sort", "views", "maxResults", "10"));
    assertNotSupported(
        queryBusy("metrics", "likes", "dimensions", "video", "sort", "-likes", "maxResults", "10"));
  }

  @Test
  void video_startIndex_losesRowsSilently() throws Exception {
    assertNoRows(
        queryBusy(
            "metrics",
            "views",
            "dimensions",
            "video",
            "sort",
            "-views",
            "maxResults",
            "10",
            "startIndex",
            "11"));
    assertNotSupported(
        queryBusy(
            "metrics",
            "views",
            "dimensions",
            "video",
            "sort",
            "-views",
            "maxResults",
            "200",
            "startIndex",
            "11"));
  }

  @Test
  void video_filteredWithStartIndex_isAnInternalError() throws Exception {
    Client.Reply reply =
        queryBusy(
            "metrics",
            "views",
            "dimensions",
            "video",
            "filters",
            "video==" + ids(50),
            "sort",
            "-views",
            "maxResults",
            "200",
            "startIndex",
            "11");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.reason()).isEqualTo("internalError");
  }

  @Test
  void video_filtered_hasNoCap() throws Exception {
    Client.Reply reply =
        queryBusy(
            "metrics",
            "views",
            "dimensions",
            "video",
            "filters",
            "video==" + ids(500),
            "maxResults",
            "1000");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("rows").size()).isEqualTo(500);
  }

  @Test
  void video_fiveHundredAndOneIds_isRefused() throws Exception {
    assertNotSupported(
        queryBusy("metrics", "views", "dimensions", "video", "filters", "video==" + ids(501)));
  }

  @Test
  void video_adImpressions_isNotSupported() throws Exception {
    assertNotSupported(
        queryBusy(
            "metrics",
            "adImpressions,views",
            "dimensions",
            "video",
            "sort",
            "-views",
            "maxResults",
            "200"));
  }

  @Test
  void dayAndVideo_filtered_sumsMatchTheVideoTable() throws Exception {
    String filter = "video==" + ids(50);
    Map<String, Long> sums = new HashMap<>();
    for (JsonNode row :
        queryBusy("metrics", "views", "dimensions", "day,video", "filters", filter)
            .json()
            .get("rows")) {
      sums.merge(row.get(1).asText(), row.get(2).longValue(), Long::sum);
    }
    Map<String, Long> whole = new HashMap<>();
    queryBusy("metrics", "views", "dimensions", "video", "filters", filter)
        .json()
        .get("rows")
        .forEach(row -> whole.put(row.get(0).asText(), row.get(1).longValue()));

    assertThat(sums).isEqualTo(whole);
    assertThat(sums).hasSize(50);
  }

  @Test
  void retention_severalVideos_isTheCurveOfTheFirst() throws Exception {
    String[] words = {
      "metrics",
      "audienceWatchRatio,totalSegmentImpressions,startedWatching,stoppedWatching",
      "dimensions",
      "elapsedVideoTimeRatio",
      "sort",
      "elapsedVideoTimeRatio"
    };
    Client.Reply several =
        client.report(busyToken, with(words(words), "filters", "video==" + ids(3)));
    Client.Reply first =
        client.report(busyToken, with(words(words), "filters", "video==" + ids(1)));

    assertThat(several.json()).isEqualTo(first.json());
    assertThat(first.json().get("rows").size()).isEqualTo(100);
    assertThat(first.json().at("/rows/0/0").decimalValue()).isEqualTo(new BigDecimal("0.01"));
    assertThat(first.json().at("/rows/99/0").intValue()).isEqualTo(1);
    assertThat(first.json().at("/rows/0/1").doubleValue()).isAtLeast(1);
  }

  @Test
  void combinations_thatNoTableHas_areNotSupported() throws Exception {
    for (String dimensions :
        List.of("day,video", "country,day", "country,deviceType", "video,country", "day,day")) {
      assertNotSupported(queryBusy("metrics", "views", "dimensions", dimensions));
    }
  }

  @Test
  void metrics_unknown_areNamedInTheRefusal() throws Exception {
    for (String metric : List.of("uniques", "impressions", "uniqueViewers")) {
      Client.Reply reply = queryBusy("metrics", "views," + metric);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.reason()).isEqualTo("invalid");
      assertThat(reply.message())
          .isEqualTo("Unknown identifier (" + metric + ") given in field parameters.metrics.");
    }
  }

  @Test
  void metrics_thumbnails_areKnownButRefused() throws Exception {
    assertNotSupported(queryBusy("metrics", "videoThumbnailImpressions"));
    assertNotSupported(queryBusy("metrics", "viewerPercentage"));
  }

  @Test
  void sort_fieldNotSelected_isRefused() throws Exception {
    Client.Reply reply =
        queryBusy("metrics", "engagedViews", "dimensions", "day", "sort", "-views");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message())
        .isEqualTo(
            "-views is defined as sort order using field parameters.sorts, but -views is not"
                + " selected in 'metrics' or 'dimensions' parameters.");
  }

  private String ids(int count) {
    Stream<String> own = busy.videos().stream();
    return own.limit(count).collect(Collectors.joining(","));
  }
}
