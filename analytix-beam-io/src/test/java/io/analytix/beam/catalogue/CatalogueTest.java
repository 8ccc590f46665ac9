// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.ConsentScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.current();

  @Test
  void check_minimalQueryOfEveryType_isValid() {
    for (EnumSet<Deviation> deviations :
        List.of(EnumSet.allOf(Deviation.class), EnumSet.noneOf(Deviation.class))) {
      RuleSet ruleSet = RuleSetReader.read(deviations);
      Catalogue catalogue = Catalogue.of(deviations);
      for (ReportType type : ruleSet.channelTypes().values()) {
        ReportQuery query = minimal(type, ruleSet).build();
        assertWithMessage(type + " " + query).that(catalogue.serves(type, query)).isTrue();
        if (deviations.contains(Deviation.EVERY_TYPE)) {
          assertWithMessage(type + " " + query).that(catalogue.check(query).violations()).isEmpty();
        }
      }
      assertThat(ruleSet.channelTypes()).hasSize(deviations.isEmpty() ? 44 : 47);
    }
  }

  @Test
  void check_minimalQueryOfEveryContentOwnerType_isValidWithANarrowingFilter() {
    RuleSet ruleSet = RuleSetReader.read(EnumSet.allOf(Deviation.class));
    for (ReportType type : ruleSet.ownerTypes().values()) {
      ReportQuery query = minimal(type, ruleSet).contentOwner("owner").build();
      assertWithMessage(type + " " + query).that(CATALOGUE.check(query).violations()).isEmpty();
    }
    assertThat(ruleSet.ownerTypes()).hasSize(46);
  }

  /** The minimum that a type's rules require, and one metric. */
  private static ReportQuery.Builder minimal(ReportType type, RuleSet ruleSet) {
    List<String> dimensions = least(type.dimensions());
    Map<String, String> filters = new LinkedHashMap<>();
    for (String filter : least(type.filters())) {
      Set<String> values =
          type.allowedValues()
              .getOrDefault(
                  filter, ruleSet.vocabulary().values().getOrDefault(filter, Set.of("id")));
      filters.put(filter, type.filters().locked().getOrDefault(filter, values.iterator().next()));
    }
    ReportQuery.Builder query =
        ReportQuery.of(type.metrics().iterator().next()).dimensions(dimensions).filters(filters);
    TopRows top = type.top();
    if (top != null) {
      String sorted = top.sort().iterator().next();
      query.metrics(List.of(sorted)).sort("-" + sorted).maxResults(top.rows());
    }
    return query;
  }

  private static List<String> least(NameRules rules) {
    List<String> names = new ArrayList<>();
    for (NameRule rule : rules.rules()) {
      if (rule.kind() == NameRule.Kind.REQUIRED) {
        names.addAll(rule.names());
      } else if (rule.compulsory()) {
        names.add(rule.names().get(0));
      }
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "day,day|views|-|-|DUPLICATE_DIMENSION",
        "day|views,views|-|-|DUPLICATE_METRIC",
        "day|views|-|-views,views|DUPLICATE_SORT",
        "day|views|-|--views|INVALID_SORT_OPTION",
        "day|views|-|likes|SORT_NOT_IN_METRICS",
        "day,month|views|-|-|DIMENSION_RULE",
        "day|views|video==|-|EMPTY_FILTER_VALUE",
        "day|views|video==a,,b|-|EMPTY_FILTER_VALUE",
        "day|views|group==a,b|-|SEVERAL_FILTER_VALUES",
        "day|views|country==us|-|INVALID_FILTER_VALUE",
        "day|views|country==US;continent==019|-|FILTER_RULE",
        "day|views|video==a;group==b|-|FILTER_RULE",
        "week|views|-|-|INVALID_DIMENSION",
        "7DayTotals|views|-|-|INVALID_DIMENSION",
        "-|videoThumbnailImpressions|-|-|INVALID_METRIC",
        "-|views|isCurated==1|-|INVALID_FILTER",
        "day,country|views|-|-|INCOMPATIBLE_DIMENSIONS",
        "day,video|views|-|-|INCOMPATIBLE_DIMENSIONS",
        "province|views|country==CA|-|INCOMPATIBLE_FILTER_VALUE",
        "country|views|playlist==a;continent==019|-|INCOMPATIBLE_FILTERS",
        "sharingService|views|-|-|INCOMPATIBLE_METRICS",
        "day,video|views,adImpressions|video==a,b|-|METRIC_CONFLICT",
        "insightTrafficSourceType|views|uploaderType==self|-|INCOMPATIBLE_FILTERS",
        "livestreamPosition|peakConcurrentViewers|video==a,b|-|MULTIPLE_VIDEOS_NOT_ALLOWED",
      })
  void check_oneFault_hasOneViolation(
      @Nullable String dimensions,
      String metrics,
      @Nullable String filters,
      @Nullable String sort,
      Rule rule) {
    assertThat(rules(CATALOGUE.check(query(dimensions, metrics, filters, sort).build())))
        .containsExactly(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "day,video|views,likes|video==a,b|day,video|Time-based activity",
        "video|views|video==a,b|-|Basic user activity",
        "day,playlist|playlistViews|playlist==a,b|-|Time-based activity for playlists",
        "creatorContentType|views|-|-|Basic user activity",
        "-|views|group==a|-|Basic user activity",
        "-|views|subscribedStatus==SUBSCRIBED|-|User activity by subscribed status",
        "dma|views,engagedViews|-|-views|User activity by designated market area",
        "-|membershipsCancellationSurveyResponses|-|-|Membership cancellations",
        "country|engagedViews|playlist==a|country|Geography-based activity for playlists",
        "youtubeProduct|views|youtubeProduct==MUSIC|-|Time-based playback details (view"
            + " percentage)",
      })
  void check_namesNewerThanAnalytix_areValid(
      @Nullable String dimensions,
      String metrics,
      @Nullable String filters,
      @Nullable String sort,
      String type) {
    CheckResult verdict = CATALOGUE.check(query(dimensions, metrics, filters, sort).build());

    assertWithMessage(verdict.text()).that(verdict.valid()).isTrue();
    assertThat(verdict.type().name()).isEqualTo(type);
  }

  @Test
  void check_trafficSourcesOfManyVideosAndDays_endAtFiftyThousand() {
    ReportQuery.Builder query =
        query("day,insightTrafficSourceType", "views", "video==" + ids(500), null);
    LocalDate first = LocalDate.of(2026, 1, 1);

    assertThat(rules(CATALOGUE.check(query.dates(first, first.plusDays(99)).build()))).isEmpty();
    CheckResult verdict = CATALOGUE.check(query.dates(first, first.plusDays(100)).build());
    assertThat(rules(verdict)).containsExactly(Rule.TOO_MANY_VIDEO_DAYS);
    assertThat(verdict.nearest().changes()).containsExactly("set endDate=2026-04-10");
  }

  @Test
  void check_contentOwner_mustNarrowTheQueryAndHasNoCities() {
    assertThat(rules(owner("day", "views", null))).containsExactly(Rule.FILTER_RULE);
    assertThat(rules(owner("day", "views", "claimedStatus==claimed"))).isEmpty();
    assertThat(rules(owner("day,channel", "views", "channel==UCa,UCb"))).isEmpty();
    assertThat(rules(owner("day,video", "views", "channel==UCa;video==a,b"))).isEmpty();
    assertThat(rules(owner("day", "views", "channel==UCa;group==g"))).contains(Rule.FILTER_RULE);
    assertThat(rules(owner("city", "views", "channel==UCa")))
        .contains(Rule.INCOMPATIBLE_DIMENSIONS);
    assertThat(owner("day", "views", null).nearest().changes())
        .containsExactly("add the filter channel==CHANNEL_ID");
  }

  private static CheckResult owner(String dimensions, String metrics, @Nullable String filters) {
    return CATALOGUE.check(query(dimensions, metrics, filters, null).contentOwner("owner").build());
  }

  @Test
  void check_historicalDataOfAChannel_warnsOfNoEffect() {
    ReportQuery.Builder query =
        query("day", "views", "channel==UCa", null).includeHistoricalChannelData(true);

    assertThat(CATALOGUE.check(query.contentOwner("owner").build()).warnings()).isEmpty();
    CheckResult verdict = CATALOGUE.check(query.filters(Map.of()).contentOwner(null).build());
    assertThat(kinds(verdict)).containsExactly(Warning.Kind.NO_EFFECT);
  }

  @Test
  void warn_unknownNamesAndValues_haveAWarningEach() {
    ReportQuery query =
        query("day,mood", "views,joy", "country==QQ;weather==rain", "day,-joy")
            .currency("QQQ")
            .build();

    CheckResult verdict = CATALOGUE.check(query, UnknownNames.WARN);
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.type().name()).isEqualTo("Time-based activity");
    assertThat(verdict.warnings().stream().map(Warning::message).toList())
        .containsExactly(
            "'QQQ' is not a currency of ISO 4217",
            "unknown dimension: mood",
            "unknown filter: weather",
            "'QQ' is not a value of country",
            "unknown metric: joy");
    assertThat(rules(CATALOGUE.check(query)))
        .containsExactly(
            Rule.INVALID_CURRENCY,
            Rule.INVALID_DIMENSION,
            Rule.INVALID_FILTER,
            Rule.INVALID_FILTER_VALUE,
            Rule.INVALID_METRIC);
  }

  @Test
  void warn_refusedNames_areViolations() {
    CheckResult result =
        CATALOGUE.check(query(null, "views,uniques", null, null).build(), UnknownNames.WARN);

    assertThat(result.text())
        .isEqualTo(
            "not valid; nearest report type 'Basic user activity': metrics: uniques is not"
                + " available: the API returns 400, unknown identifier (INVALID_METRIC); nearest"
                + " valid query: metrics=views (drop the metric uniques)");
  }

  @Test
  void check_scopes_areReportedIfKnown() {
    ReportQuery.Builder money = query("day", "estimatedRevenue", null, null);

    assertThat(rules(CATALOGUE.check(money.build()))).isEmpty();
    assertThat(rules(CATALOGUE.check(money.scopes(Set.of(ConsentScope.MONETARY_READONLY)).build())))
        .isEmpty();
    assertThat(rules(CATALOGUE.check(money.scopes(Set.of(ConsentScope.READONLY)).build())))
        .containsExactly(Rule.SCOPE_MISSING);
    assertThat(rules(CATALOGUE.check(money.scopes(Set.of(ConsentScope.OPENID)).build())))
        .containsExactly(Rule.SCOPE_MISSING);
  }

  @Test
  void nearest_namesInAnotherCase_getTheKnownSpelling() {
    CheckResult verdict = CATALOGUE.check(query("Day", "Views", "country==us", null).build());

    assertThat(verdict.nearest().query())
        .isEqualTo(query("day", "views", "country==US", null).build());
  }

  @Test
  void nearest_misalignedMonths_areAligned() {
    ReportQuery query =
        query("month", "views", null, null)
            .dates(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 3, 31))
            .build();

    assertThat(CATALOGUE.check(query).nearest().changes())
        .containsExactly("set startDate=2026-01-01", "set endDate=2026-03-01");
  }

  @Test
  void nearest_severalFaults_hasAllChanges() {
    ReportQuery query =
        query("video,day", "likes,viewerPercentage", "country==US;province==US-CA", "likes")
            .maxResults(500)
            .build();

    NearestQuery nearest = CATALOGUE.check(query).nearest();
    assertThat(CATALOGUE.check(nearest.query()).valid()).isTrue();
    assertThat(nearest.changes())
        .containsExactly(
            "drop the dimension video",
            "drop the metric viewerPercentage",
            "drop the filter province");
  }

  private static String ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "id" + i).collect(Collectors.joining(","));
  }

  private static Set<Rule> rules(CheckResult verdict) {
    return verdict.violations().stream().map(Violation::rule).collect(Collectors.toSet());
  }

  private static List<Warning.Kind> kinds(CheckResult verdict) {
    return verdict.warnings().stream().map(Warning::kind).toList();
  }

  private static ReportQuery.Builder query(
      @Nullable String dimensions,
      String metrics,
      @Nullable String filters,
      @Nullable String sort) {
    ReportQuery.Builder query =
        ReportQuery.of()
            .dimensions(list(dimensions, ","))
            .metrics(list(metrics, ","))
            .sort(list(sort, ","));
    for (String filter : list(filters, ";")) {
      String[] parts = filter.split("==", 2);
      query.where(parts[0], parts[1]);
    }
    return query;
  }

  private static List<String> list(@Nullable String text, String separator) {
    return text == null ? List.of() : Arrays.asList(text.split(separator));
  }
}
