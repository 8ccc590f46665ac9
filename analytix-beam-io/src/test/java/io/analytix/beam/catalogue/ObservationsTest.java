// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.ConsentScope;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the catalogue with observed responses of the live API. The observations are kept as they
 * were recorded; if one covers many queries, {@link #SPELLED_OUT} lists them.
 */
final class ObservationsTest {
  private static final String SIX =
      "views,estimatedMinutesWatched,averageViewDuration,likes,comments,shares";
  private static final String CARDS =
      "cardClickRate|cardTeaserClickRate|cardImpressions|cardTeaserImpressions|cardClicks"
          + "|cardTeaserClicks";
  private static final String ANNOTATIONS =
      "annotationClickThroughRate|annotationCloseRate|annotationImpressions"
          + "|annotationClickableImpressions|annotationClosableImpressions|annotationClicks"
          + "|annotationCloses";
  private static final String WATCHED =
      "views|redViews|estimatedMinutesWatched|estimatedRedMinutesWatched|averageViewDuration"
          + "|averageViewPercentage";
  private static final String ACTIVITY =
      WATCHED
          + "|comments|likes|dislikes|videosAddedToPlaylists|videosRemovedFromPlaylists|shares"
          + "|subscribersGained|subscribersLost";
  private static final String MONEY =
      "estimatedRevenue|estimatedAdRevenue|grossRevenue|estimatedRedPartnerRevenue"
          + "|monetizedPlaybacks|playbackBasedCpm|adImpressions|cpm";
  private static final String PLAYLISTS =
      "views|engagedViews|estimatedMinutesWatched|averageViewDuration|averageTimeInPlaylist"
          + "|playlistAverageViewDuration|playlistEstimatedMinutesWatched|playlistSaves"
          + "|playlistStarts|playlistViews|viewsPerPlaylistStart";
  private static final String NINE =
      "views,engagedViews,estimatedMinutesWatched,averageViewDuration,likes,comments,shares,"
          + "subscribersGained,subscribersLost";

  private static final Map<String, String> SPELLED_OUT =
      Map.ofEntries(
          entry("<each of 27 activity, card and annotation metrics>", all27()),
          entry("<each of 8 revenue/ad metrics>", MONEY),
          entry("<each activity metric>", ACTIVITY),
          entry("<each revenue/ad metric>", MONEY),
          entry("<each>", ACTIVITY),
          entry("<each activity, card, annotation, revenue metric>", all27() + "|" + MONEY),
          entry(
              "<view, watch, card, annotation metrics>", WATCHED + "|" + CARDS + "|" + ANNOTATIONS),
          entry("<each of 7 metrics>", WATCHED + "|likes"),
          entry("<11 playlist metrics>", PLAYLISTS),
          entry("<revenue metrics>", MONEY),
          entry("<6 metrics>", SIX),
          entry("<9 activity metrics>", NINE),
          entry("<activity metrics>", NINE),
          entry("<metrics>", SIX),
          entry("estimatedRevenue,...", "estimatedRevenue,estimatedAdRevenue"),
          entry("<4 dimensions>", "day,deviceType,operatingSystem,subscribedStatus"),
          entry("<5 dimensions>", "day,deviceType,operatingSystem,subscribedStatus,youtubeProduct"),
          entry("playlist==UU<uploads playlist>", "playlist==UUabcdefghijklmnopqrstuv"),
          entry("playlist==...", "playlist==PLabc"),
          entry("video==<one>", "video==dQw4w9WgXcQ"),
          entry("video==<one, not a stream>", "video==dQw4w9WgXcQ"),
          entry("video==<list>", videos(3)),
          entry("video==<several>", videos(2)),
          entry("video==<50 ids>", videos(50)),
          entry("video==<100 ids>", videos(100)),
          entry("video==<500 ids>", videos(500)),
          entry("video==<501 ids>", videos(501)));

  /** The rule behind each refusal, by the place of the observation. */
  private static final Map<Integer, Rule> REFUSED =
      Map.ofEntries(
          entry(6, Rule.MONTH_MISALIGNED),
          entry(9, Rule.SORT_NOT_IN_METRICS),
          entry(24, Rule.INCOMPATIBLE_METRICS),
          entry(31, Rule.INVALID_METRIC),
          entry(38, Rule.INVALID_METRIC),
          entry(41, Rule.INCOMPATIBLE_METRICS),
          entry(42, Rule.SCOPE_MISSING),
          entry(46, Rule.START_INDEX_TOO_HIGH),
          entry(47, Rule.START_INDEX_WITH_IDS),
          entry(50, Rule.TOO_MANY_IDS),
          entry(53, Rule.INCOMPATIBLE_DIMENSIONS),
          entry(57, Rule.INCOMPATIBLE_METRICS),
          entry(58, Rule.INCOMPATIBLE_METRICS),
          entry(62, Rule.METRIC_CONFLICT),
          entry(64, Rule.SCOPE_MISSING),
          entry(66, Rule.TOO_MANY_DIMENSIONS),
          entry(67, Rule.INCOMPATIBLE_DIMENSIONS));

  /** Failures of the moment or of the channel, not of the query's shape. */
  private static final Set<Integer> NOT_OF_SHAPE = Set.of(18, 27, 51);

  /** 26 cities, refused in 2023: 250 were answered in 2026, which counts. */
  private static final int OUTDATED = 63;

  /** Too many rows, and none said. */
  private static final int ROWS_OF_TOP_VIDEOS = 44;

  private static final JsonNode OBSERVATIONS = read();

  private static String all27() {
    return ACTIVITY + "|" + CARDS + "|" + ANNOTATIONS;
  }

  private static String videos(int count) {
    return "video=="
        + IntStream.range(0, count)
            .mapToObj(i -> "video%06d".formatted(i))
            .collect(Collectors.joining(","));
  }

  @Test
  void current_everyObservation_hasTheResultOfTheApi() {
    for (int i = 0; i < OBSERVATIONS.size(); i++) {
      for (ReportQuery query : queries(OBSERVATIONS.get(i).path("query"))) {
        CheckResult verdict = Catalogue.current().check(query);
        String told = i + ": " + query.parameters() + " " + verdict.text();
        if (i == ROWS_OF_TOP_VIDEOS) {
          assertWithMessage(told)
              .that(rules(verdict))
              .containsExactly(
                  query.maxResults() == 0 ? Rule.MAX_RESULTS_REQUIRED : Rule.MAX_RESULTS_TOO_HIGH);
        } else if (REFUSED.containsKey(i)) {
          assertWithMessage(told).that(rules(verdict)).contains(REFUSED.get(i));
        } else {
          assertWithMessage(told).that(verdict.violations()).isEmpty();
        }
      }
    }
  }

  @Test
  void observations_acceptedAndRefused_differByStatus() {
    for (int i = 0; i < OBSERVATIONS.size(); i++) {
      boolean answered = OBSERVATIONS.get(i).path("httpStatus").asInt() == 200;
      boolean expected =
          !REFUSED.containsKey(i)
              && !NOT_OF_SHAPE.contains(i)
              && i != OUTDATED
              && i != ROWS_OF_TOP_VIDEOS;
      assertWithMessage("observation %s", i).that(answered).isEqualTo(expected);
    }
    assertThat(OBSERVATIONS.size()).isEqualTo(68);
  }

  @Test
  void current_misleadingResponses_areValidWithAWarning() {
    assertThat(kinds(45)).containsExactly(Warning.Kind.LOSES_ROWS);
    assertThat(kinds(61)).containsExactly(Warning.Kind.FIRST_VIDEO_ONLY);
    assertThat(kinds(OUTDATED)).containsExactly(Warning.Kind.CITY_ROWS);
    assertThat(kinds(8)).containsExactly(Warning.Kind.CITY_ROWS);
    assertThat(kinds(0)).isEmpty();
  }

  private static List<Warning.Kind> kinds(int observation) {
    ReportQuery query = queries(OBSERVATIONS.get(observation).path("query")).get(0);
    return Catalogue.current().check(query).warnings().stream().map(Warning::kind).toList();
  }

  private static Set<Rule> rules(CheckResult verdict) {
    return verdict.violations().stream().map(Violation::rule).collect(Collectors.toSet());
  }

  /** All queries of an observation. */
  private static List<ReportQuery> queries(JsonNode json) {
    List<ReportQuery> queries = new ArrayList<>();
    for (String metrics : alternatives(json.path("metrics").asText())) {
      for (String dimensions : alternatives(json.path("dimensions").asText())) {
        for (String rows : alternatives(json.path("maxResults").asText())) {
          queries.add(query(json, metrics, dimensions, rows));
        }
      }
    }
    return queries;
  }

  private static List<String> alternatives(String text) {
    String spelled = SPELLED_OUT.getOrDefault(text, text);
    assertWithMessage("spelled out").that(spelled).doesNotContain("<");
    return Arrays.stream(spelled.split("\\|")).map(String::strip).toList();
  }

  private static ReportQuery query(JsonNode json, String metrics, String dimensions, String rows) {
    boolean byDay = metrics.endsWith(" by day");
    ReportQuery.Builder query =
        ReportQuery.of()
            .metrics(list(metrics.replace(" by day", "")))
            .dimensions(byDay ? List.of("day") : list(dimensions))
            .sort(list(json.path("sort").asText()))
            .maxResults(rows.matches("\\d+") ? Integer.parseInt(rows) : 0)
            .startIndex(json.path("startIndex").asInt(1))
            .dates(
                LocalDate.parse(json.path("startDate").asText("2026-08-18")),
                LocalDate.parse(json.path("endDate").asText("2026-09-17")));
    String filters = json.path("filters").asText();
    for (String filter : list(SPELLED_OUT.getOrDefault(filters, filters).replace(",", "+"))) {
      String[] parts = filter.split("==");
      query.where(parts[0], parts[1].replace("+", ","));
    }
    return json.path("note").asText().contains("without the monetary scope")
        ? query.scopes(Set.of(ConsentScope.READONLY)).build()
        : query.build();
  }

  private static List<String> list(String csv) {
    return Stream.of(csv.split(",")).filter(text -> !text.isEmpty()).toList();
  }

  private static JsonNode read() {
    try (InputStream json = ObservationsTest.class.getResourceAsStream("observations.json")) {
      return new ObjectMapper().readTree(json).path("observations");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
