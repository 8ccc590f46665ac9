// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.analytix.beam.testing.reports.FilterValues;
import io.analytix.beam.testing.world.AudienceDimension;
import io.analytix.beam.testing.world.WeightedChoice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All reports of a channel agree: parts add up to the same totals. */
class AgreementTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 10, 31);
  private static final LocalDate DAY = LocalDate.of(2026, 10, 7);

  private final SimulatedChannel channel =
      SimulatedChannel.named("valley-birder").dailyViews(30_000).inactiveShare(0).build();
  private final World world =
      World.builder(11).today(LocalDate.of(2026, 11, 20)).channel(channel).build();

  private ReportQuestion query(String dimensions, String metrics) {
    return ReportQuestion.of(channel.id(), words(dimensions), words(metrics), FIRST, LAST);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  /** Sums the rows by {@code dimensions}, with amounts in billionths to be exact. */
  private static Map<List<Object>, BigDecimal> sums(
      List<Map<String, Object>> rows, List<String> dimensions, String metric) {
    Map<List<Object>, BigDecimal> sums = new HashMap<>();
    for (Map<String, Object> row : rows) {
      List<Object> key = dimensions.stream().map(one -> requireNonNull(row.get(one))).toList();
      sums.merge(key, new BigDecimal(row.get(metric) + ""), BigDecimal::add);
    }
    sums.replaceAll((key, sum) -> sum.setScale(9));
    return sums;
  }

  @ParameterizedTest
  @CsvSource({
    "deviceType operatingSystem, deviceType, views likes estimatedMinutesWatched",
    "deviceType operatingSystem, operatingSystem, views engagedViews",
    "deviceType operatingSystem subscribedStatus, '', views estimatedMinutesWatched",
    "day deviceType, deviceType, views",
    "day deviceType, day, views shares",
    "insightTrafficSourceType liveOrOnDemand, liveOrOnDemand, views",
    "insightTrafficSourceType creatorContentType, creatorContentType, views",
    "insightPlaybackLocationType, '', views estimatedMinutesWatched",
    "day creatorContentType, day, views comments estimatedRevenue grossRevenue",
    "youtubeProduct subscribedStatus, youtubeProduct, views redViews",
    "youtubeProduct, '', views",
    "day adType, day, grossRevenue adImpressions",
    "adType, '', grossRevenue",
    "sharingService subscribedStatus, sharingService, shares",
    "sharingService, '', shares",
    "membershipsCancellationSurveyReason, '', membershipsCancellationSurveyResponses",
    "day video, video, views likes",
    "day playlist, playlist, playlistViews playlistSaves",
    "country city, city, views"
  })
  void parts_addedUp_areTheWhole(String fine, String coarse, String metrics) {
    for (String metric : words(metrics)) {
      Map<List<Object>, BigDecimal> whole =
          sums(world.truth(query(coarse, metric)), words(coarse), metric);

      assertThat(sums(world.truth(query(fine, metric)), words(coarse), metric)).isEqualTo(whole);
      assertThat(whole).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country",
        "city",
        "dma",
        "video",
        "sharingService",
        "deviceType operatingSystem",
        "insightTrafficSourceType",
        "insightTrafficSourceDetail",
        "insightPlaybackLocationDetail"
      })
  void days_requestedSeparately_addUpToTheMonth(String dimensions) {
    String metric = dimensions.equals("sharingService") ? "shares" : "views";
    Map<List<Object>, BigDecimal> sums = new HashMap<>();
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      sums(
              world.truth(channel.id(), words(dimensions), List.of(metric), day, day),
              words(dimensions),
              metric)
          .forEach((key, sum) -> sums.merge(key, sum, BigDecimal::add));
    }

    assertThat(sums)
        .isEqualTo(sums(world.truth(query(dimensions, metric)), words(dimensions), metric));
    assertThat(sums).isNotEmpty();
  }

  @Test
  void month_ofAStatus_isTheSumOfItsDays() {
    ReportQuestion month =
        ReportQuestion.of(
            channel.id(), words("month subscribedStatus"), List.of("views"), FIRST, FIRST);

    assertThat(sums(world.truth(month), List.of("subscribedStatus"), "views"))
        .isEqualTo(
            sums(
                world.truth(query("day subscribedStatus", "views")),
                List.of("subscribedStatus"),
                "views"));
  }

  @Test
  void videos_andDeletedOnes_areAllThereIs() {
    BigDecimal videos = total(query("video", "views"));
    ReportQuestion deleted = query("creatorContentType", "views");

    assertThat(videos).isLessThan(total(query("", "views")));
    assertThat(
            videos.add(
                sums(world.truth(deleted), List.of("creatorContentType"), "views")
                    .get(List.of("creatorContentTypeUnspecified"))))
        .isEqualTo(total(query("", "views")));
  }

  private BigDecimal total(ReportQuestion question) {
    return requireNonNull(
        sums(world.truth(question), List.of(), question.metrics().get(0)).get(List.of()));
  }

  @Test
  void places_thatAreWithheld_makeTheirSumFallShort() {
    ReportQuestion countries = query("country", "views");
    BigDecimal sum = total(countries);

    assertThat(sum).isLessThan(total(query("", "views")));
    assertThat(sum).isGreaterThan(total(query("", "views")).multiply(new BigDecimal("0.95")));
    assertThat(total(query("province", "views").filteredBy("country", List.of("US"))))
        .isAtMost(total(query("", "views").filteredBy("country", List.of("US"))));
    assertThat(total(query("country", "views").filteredBy("continent", List.of("150"))))
        .isAtMost(total(query("", "views").filteredBy("continent", List.of("150"))));
  }

  @Test
  void filter_ofOneValue_leavesTheRowsOfThatValue() {
    List<Map<String, Object>> mobile =
        world.truth(query("deviceType operatingSystem", "views likes")).stream()
            .filter(row -> "MOBILE".equals(row.get("deviceType")))
            .toList();
    List<Map<String, Object>> filtered =
        world.truth(
            query("operatingSystem", "views likes").filteredBy("deviceType", List.of("MOBILE")));

    mobile.forEach(row -> row.remove("deviceType"));
    assertThat(filtered).isEqualTo(mobile);
    assertThat(filtered.size()).isGreaterThan(1);
  }

  @Test
  void detail_ofASource_addsUpToThatSource() {
    ReportQuestion detail =
        query("insightTrafficSourceDetail", "views")
            .filteredBy("insightTrafficSourceType", List.of("RELATED_VIDEO"));
    ReportQuestion source =
        query("", "views").filteredBy("insightTrafficSourceType", List.of("RELATED_VIDEO"));

    assertThat(total(detail)).isEqualTo(total(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ageGroup", "gender", "ageGroup gender"})
  void viewerPercentage_ofAnyCut_addsUpToAHundred(String dimensions) {
    assertThat(percentages(query(dimensions, "viewerPercentage"), "")).containsExactly("", 100.0);
    assertThat(
            percentages(
                query(dimensions + " subscribedStatus", "viewerPercentage"), "subscribedStatus"))
        .containsExactly("SUBSCRIBED", 100.0, "UNSUBSCRIBED", 100.0);
  }

  private Map<String, Double> percentages(ReportQuestion question, String by) {
    return world.truth(question).stream()
        .collect(
            Collectors.groupingBy(
                row -> by.isEmpty() ? "" : (String) requireNonNull(row.get(by)),
                Collectors.collectingAndThen(
                    Collectors.summingDouble(
                        row -> (double) requireNonNull(row.get("viewerPercentage"))),
                    sum -> Math.round(sum * 1e9) / 1e9)));
  }

  @ParameterizedTest
  @CsvSource({
    "day deviceType, deviceType, views",
    "day insightTrafficSourceType, insightTrafficSourceType, views",
    "day subscribedStatus, subscribedStatus, likes",
    "day adType, adType, grossRevenue",
    "day creatorContentType, creatorContentType, views",
    "ageGroup gender, gender, viewerPercentage",
    "country, country, views",
    "city, city, views",
    "video, video, views",
    "sharingService, sharingService, shares",
    "playlist, playlist, playlistViews"
  })
  void remove_anyValue_takesItsRowsOnly(String dimensions, String dimension, String metric) {
    List<String> columns = words(dimensions);
    List<Map<String, Object>> before =
        world.truth(channel.id(), columns, List.of(metric), DAY, DAY);
    Object gone = requireNonNull(before.get(0).get(dimension));
    BigDecimal total = total(query("", "views"));

    world.remove(channel.id(), DAY, dimension, (String) gone);

    assertThat(world.truth(channel.id(), columns, List.of(metric), DAY, DAY))
        .isEqualTo(before.stream().filter(row -> !gone.equals(row.get(dimension))).toList());
    assertThat(total(query("", "views"))).isEqualTo(total);
  }

  @Test
  void setValues_someDimensions_makesAllViewersOfTheDayAlike() {
    BigDecimal before = total(query("", "views"));
    world.setValues(channel.id(), DAY, Map.of("deviceType", "TV", "operatingSystem", "TIZEN"));

    assertThat(
            world
                .truth(
                    channel.id(),
                    List.of("deviceType", "operatingSystem"),
                    List.of("views"),
                    DAY,
                    DAY)
                .stream()
                .map(
                    row ->
                        List.of(requireNonNull(row.get("deviceType")), row.get("operatingSystem"))))
        .containsExactly(List.of("TV", "TIZEN"));
    assertThat(total(query("deviceType", "views"))).isEqualTo(before);
    assertThrows(
        IllegalArgumentException.class,
        () -> world.setValues(channel.id(), DAY, Map.of("weekday", "Monday")));
  }

  @Test
  void setTotals_fewViews_fallToDifferentViewersWithoutLoss() {
    world.setTotals(channel.id(), DAY, Map.of("views", 40L, "likes", 7L));

    List<Map<String, Object>> rows =
        world.truth(
            channel.id(), List.of("insightTrafficSourceType"), List.of("views", "likes"), DAY, DAY);
    assertThat(sums(rows, List.of(), "views").get(List.of())).isEqualTo(scaled(40));
    assertThat(sums(rows, List.of(), "likes").get(List.of())).isEqualTo(scaled(7));
    assertThat(rows.size()).isGreaterThan(3);
  }

  private static BigDecimal scaled(long number) {
    return BigDecimal.valueOf(number).setScale(9);
  }

  @Test
  void values_ofEveryTrait_areKnownToTheApi() {
    Set<String> otherwise = Set.of("creatorContentType", "city", "dma");
    for (AudienceDimension trait : AudienceDimension.ALL) {
      for (int place = 0; place < trait.dimensions().size(); place++) {
        String dimension = trait.dimensions().get(place);
        int column = place;
        for (WeightedChoice choice : trait.choices().values()) {
          List<String> values =
              choice.options().stream()
                  .map(option -> option.values().get(column))
                  .filter(value -> !value.isEmpty())
                  .toList();
          assertWithMessage(dimension)
              .that(otherwise.contains(dimension) || FilterValues.are(values, dimension))
              .isTrue();
        }
      }
    }
  }

  @Test
  void oneVideo_asAStream_hasARowPerMinute() {
    String stream =
        channel.videos().stream()
            .filter(
                video ->
                    !world
                        .truth(
                            query("", "views")
                                .filteredBy("video", List.of(video))
                                .filteredBy("liveOrOnDemand", List.of("LIVE")))
                        .equals(List.of(Map.of("views", 0L))))
            .findFirst()
            .orElseThrow();

    List<Map<String, Object>> minutes =
        world.truth(
            query("livestreamPosition", "averageConcurrentViewers peakConcurrentViewers")
                .filteredBy("video", List.of(stream)));
    assertThat(minutes.get(0)).containsEntry("livestreamPosition", 0L);
    assertThat(minutes.size()).isAtLeast(20);
    for (Map<String, Object> minute : minutes) {
      assertThat((long) requireNonNull(minute.get("peakConcurrentViewers")))
          .isAtLeast((long) requireNonNull(minute.get("averageConcurrentViewers")));
    }
  }

  @Test
  void dimensions_beforeTheApiKnewThem_haveNoRows() {
    LocalDate before = LocalDate.of(2021, 12, 31);
    List<String> city = List.of("city");

    assertThat(world.truth(channel.id(), city, List.of("views"), before, before)).isEmpty();
    assertThat(
            world.truth(
                channel.id(), city, List.of("views"), before.plusDays(1), before.plusDays(1)))
        .isNotEmpty();
  }

  @Test
  void year_byDayDeviceAndSystem_takesMilliseconds() {
    ReportQuestion year =
        ReportQuestion.of(
            channel.id(),
            List.of("day", "deviceType", "operatingSystem"),
            List.of("views", "engagedViews", "estimatedMinutesWatched"),
            LAST.minusDays(364),
            LAST);
    world.truth(year);

    List<Map<String, Object>> rows = assertTimeout(Duration.ofSeconds(1), () -> world.truth(year));
    assertThat(rows.size()).isGreaterThan(365 * 10);
  }
}
