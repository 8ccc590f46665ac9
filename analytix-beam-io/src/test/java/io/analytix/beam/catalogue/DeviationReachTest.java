// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Map.entry;

import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.truth.Seed;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * A second implementation of which queries each deviation affects, based on the query alone: a
 * query that no deviation affects must have the result of analytix.
 */
final class DeviationReachTest {
  private static final long SEED = Seed.get();
  private static final int QUERIES = Integer.getInteger("queries", 20_000);

  private static final Set<String> NEWER_NAMES =
      Set.of(
          "dma",
          "livestreamPosition",
          "membershipsCancellationSurveyReason",
          "averageConcurrentViewers",
          "peakConcurrentViewers",
          "membershipsCancellationSurveyResponses");

  private static final Set<String> OWNERS_FILTERS =
      Set.of("channel", "claimedStatus", "uploaderType");

  /** The deviations that affect some queries only; the first two affect all. */
  private static final Map<Deviation, Predicate<ReportQuery>> REACH =
      Map.ofEntries(
          entry(Deviation.NEWER_REPORT_TYPES, query -> names(query, NEWER_NAMES)),
          entry(Deviation.ENGAGED_VIEWS, query -> names(query, Set.of("engagedViews"))),
          entry(
              Deviation.RETENTION_SEGMENTS,
              query ->
                  names(
                      query,
                      Set.of("startedWatching", "stoppedWatching", "totalSegmentImpressions"))),
          entry(Deviation.CONTENT_TYPE_ALONE, by("creatorContentType")),
          entry(Deviation.CITY_CAP, by("city")),
          entry(
              Deviation.PLAYLIST_GEOGRAPHY,
              filtered("continent", "subContinent").and(filtered("playlist", "group"))),
          entry(Deviation.DETAIL_SOURCES, by("insightTrafficSourceDetail")),
          entry(
              Deviation.RETENTION_OF_SEVERAL,
              by("elapsedVideoTimeRatio").and(value(text -> text.contains(",")))),
          entry(
              Deviation.ID_DIMENSIONS,
              by("video")
                  .and(filtered("video"))
                  .or(by("playlist").and(filtered("playlist")))
                  .or(by("channel"))),
          entry(Deviation.ID_LIMIT, value(text -> text.split(",", -1).length > 500)),
          entry(Deviation.SINGLE_VALUES, value(text -> text.contains(","))),
          entry(
              Deviation.EMPTY_VALUES,
              value(text -> Arrays.stream(text.split(",", -1)).anyMatch(String::isBlank))),
          entry(Deviation.NEWER_VALUES, value(DeviationReachTest::isNewerOrWithdrawn)),
          entry(Deviation.WITHDRAWN_VALUES, value(DeviationReachTest::isNewerOrWithdrawn)),
          entry(Deviation.CURRENCIES, query -> !Set.of("USD", "EUR").contains(query.currency())),
          entry(
              Deviation.SORT_BY_DIMENSION,
              query ->
                  query.sort().stream()
                      .anyMatch(key -> query.dimensions().contains(key.replaceAll("^-", "")))),
          entry(
              Deviation.SORT_SYNTAX,
              query -> query.sort().stream().anyMatch(key -> key.matches("--.*|.*-"))),
          entry(
              Deviation.DUPLICATES,
              query ->
                  twice(query.dimensions())
                      || twice(query.metrics())
                      || twice(query.sort().stream().map(key -> key.replace("-", "")).toList())),
          entry(
              Deviation.VIDEO_DAYS,
              by("insightTrafficSourceType", "insightTrafficSourceDetail").and(filtered("video"))),
          entry(
              Deviation.LIVE_VIEW_PERCENTAGE,
              by("liveOrOnDemand").or(filtered("liveOrOnDemand")).and(by("video"))),
          entry(Deviation.AD_IMPRESSIONS_BY_VIDEO, by("video").and(DeviationReachTest::ofAds)),
          entry(Deviation.DIMENSION_COUNT, query -> query.dimensions().size() > 4),
          entry(
              Deviation.MONTH_ALIGNMENT,
              by("month").and(query -> odd(query.startDate()) || odd(query.endDate()))),
          entry(Deviation.LAST_DAY, query -> false),
          entry(
              Deviation.SCOPES,
              query ->
                  !query.scopes().isEmpty()
                      && !query
                          .scopes()
                          .containsAll(
                              EnumSet.of(ConsentScope.READONLY, ConsentScope.MONETARY_READONLY))),
          entry(Deviation.START_INDEX_WITH_IDS, query -> query.startIndex() > 1),
          entry(
              Deviation.CONTENT_OWNERS,
              query ->
                  query.contentOwner() != null
                      || query.filters().keySet().stream().anyMatch(OWNERS_FILTERS::contains)));

  /** Where analytix's list of conditions leads into a dead end, and another type does serve. */
  private static final Predicate<ReportQuery> DEAD_END =
      filtered("group")
          .or(filtered("subscribedStatus"))
          .or(by("video").and(filtered("province", "youtubeProduct", "liveOrOnDemand")));

  @Test
  void deviations_ofQueries_allHaveAReach() {
    Set<Deviation> all = EnumSet.allOf(Deviation.class);
    all.removeAll(REACH.keySet());
    assertThat(all).containsExactly(Deviation.EVERY_VIOLATION, Deviation.EVERY_TYPE);
  }

  @Test
  void current_queryWithoutDeviation_agreesWithAnalytix() {
    QueryDraw draw = new QueryDraw(SEED, EnumSet.noneOf(Deviation.class));
    int plain = 0;
    int valid = 0;
    for (int i = 0; i < QUERIES; i++) {
      ReportQuery query = draw.query();
      if (REACH.values().stream().noneMatch(reach -> reach.test(query))) {
        plain++;
        CheckResult ours = Catalogue.current().check(query);
        CheckResult theirs = Catalogue.analytix().check(query);
        String told = "-Dseed=" + SEED + " " + query + "\n" + theirs.text() + "\n" + ours.text();
        if (ours.valid() && !theirs.valid()) {
          assertWithMessage(told).that(DEAD_END.test(query)).isTrue();
        } else {
          assertWithMessage(told).that(ours.valid()).isEqualTo(theirs.valid());
        }
        if (theirs.valid()) {
          valid++;
          assertSameAnswer(ours, theirs, told);
        }
      }
    }
    assertThat(plain).isGreaterThan(QUERIES / 20);
    assertThat(valid).isGreaterThan(QUERIES / 50);
  }

  /** The same type or one with more metrics, and of metrics the same but for the newer ones. */
  private static void assertSameAnswer(CheckResult ours, CheckResult theirs, String told) {
    if (!ours.type().name().equals(theirs.type().name())) {
      assertWithMessage(told)
          .that(ours.type().metrics().size())
          .isGreaterThan(theirs.type().metrics().size());
    }
    assertWithMessage(told).that(ours.metrics()).containsAtLeastElementsIn(theirs.metrics());
    assertWithMessage(told).that(ours.startDate()).isEqualTo(theirs.startDate());
    assertWithMessage(told).that(ours.endDate()).isEqualTo(theirs.endDate());
  }

  private static Predicate<ReportQuery> by(String... dimensions) {
    return query -> Arrays.stream(dimensions).anyMatch(query.dimensions()::contains);
  }

  private static Predicate<ReportQuery> filtered(String... filters) {
    return query -> Arrays.stream(filters).anyMatch(query.filters()::containsKey);
  }

  private static Predicate<ReportQuery> value(Predicate<String> of) {
    return query -> query.filters().values().stream().anyMatch(of);
  }

  private static boolean names(ReportQuery query, Set<String> names) {
    return query.dimensions().stream().anyMatch(names::contains)
        || query.metrics().stream().anyMatch(names::contains)
        || query.filters().keySet().stream().anyMatch(names::contains);
  }

  /** Whether the documented values of some filter differ from analytix's by this one. */
  private static boolean isNewerOrWithdrawn(String value) {
    Map<String, Set<String>> before = WITHOUT.vocabulary().values();
    return CURRENT.vocabulary().values().entrySet().stream()
        .anyMatch(
            filter ->
                filter.getValue().contains(value)
                    != before.getOrDefault(filter.getKey(), Set.of()).contains(value));
  }

  private static final RuleSet CURRENT = RuleSetReader.read(EnumSet.allOf(Deviation.class));
  private static final RuleSet WITHOUT = RuleSetReader.read(EnumSet.noneOf(Deviation.class));

  private static boolean ofAds(ReportQuery query) {
    return query.metrics().isEmpty() || query.metrics().contains("adImpressions");
  }

  private static boolean twice(List<String> names) {
    return new HashSet<>(names).size() < names.size();
  }

  private static boolean odd(LocalDate day) {
    return day != null && day.getDayOfMonth() != 1;
  }
}
