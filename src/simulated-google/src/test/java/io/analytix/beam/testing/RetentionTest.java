// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of audience retention, which is of one video. */
class RetentionTest {
  private static final String RATIO = "elapsedVideoTimeRatio";
  private static final List<String> METRICS =
      List.of(
          "audienceWatchRatio",
          "relativeRetentionPerformance",
          "startedWatching",
          "stoppedWatching",
          "totalSegmentImpressions");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private final SimulatedChannel channel =
      SimulatedChannel.named("open").videoCount(4).privateVideoCount(1).inactiveShare(0).build();
  private final World world = World.builder(4).today(TODAY).channel(channel).build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);
  private String token = "";

  @BeforeEach
  void authorise() throws Exception {
    token = client.accessToken(channel);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private ReportQuestion question(String video, LocalDate first, LocalDate last) {
    return ReportQuestion.of(channel.id(), List.of(RATIO), METRICS, first, last)
        .filteredBy("video", List.of(video))
        .sortedBy(RATIO);
  }

  private Client.Reply report(ReportQuestion question) throws Exception {
    return client.report(token, ReportParameters.of(question));
  }

  private static List<List<String>> cells(JsonNode response) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : response.path("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(number(cell.asText())));
      rows.add(cells);
    }
    return rows;
  }

  private static List<List<String>> cells(List<Map<String, Object>> truth) {
    return truth.stream()
        .map(row -> row.values().stream().map(cell -> number(cell + "")).toList())
        .toList();
  }

  private static String number(String text) {
    return Double.toString(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01,2026-11-01",
    "2026-11-01,2026-11-30",
    "2020-01-01,2026-11-20",
    "2024-02-29,2024-03-01"
  })
  void retention_ofEachVideo_equalsTheGroundTruth(LocalDate first, LocalDate last)
      throws Exception {
    for (String video : channel.videos()) {
      ReportQuestion question = question(video, first, last);
      List<Map<String, Object>> truth = world.truth(question);
      if (truth.isEmpty()) {
        assertThat(report(question).status()).isEqualTo(500);
        continue;
      }
      JsonNode response = report(question).json();

      assertThat(cells(response)).containsExactlyElementsIn(cells(truth)).inOrder();
      assertThat(response.at("/columnHeaders/0/dataType").asText()).isEqualTo("FLOAT");
      assertThat(truth).hasSize(100);
    }
    assertThat(world.truth(question(channel.videos().get(0), LocalDate.of(2026, 1, 1), TODAY)))
        .hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"audienceType==ORGANIC", "subscribedStatus==SUBSCRIBED", "youtubeProduct==CORE"})
  void retention_withAnotherFilter_equalsTheGroundTruth(String filter) throws Exception {
    String[] parts = filter.split("==", -1);
    ReportQuestion question =
        question(channel.videos().get(1), LocalDate.of(2026, 1, 1), TODAY)
            .filteredBy(parts[0], List.of(parts[1]));

    assertThat(cells(report(question).json()))
        .containsExactlyElementsIn(cells(world.truth(question)))
        .inOrder();
    assertThat(world.truth(question)).hasSize(100);
  }

  /** The live API fails without data if viewers who start or stop are requested, otherwise not. */
  @Test
  void retention_withoutViews_isEmptyOrAnInternalError() throws Exception {
    String video = world.publish(channel.id(), "New", Instant.parse("2026-11-10T08:00:00Z"));
    Map<String, String> words =
        new HashMap<>(
            ReportParameters.of(
                question(video, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 17))));
    Client.Reply all = client.report(token, words);
    words.put("metrics", String.join(",", METRICS.get(0), METRICS.get(1), METRICS.get(4)));
    Client.Reply some = client.report(token, words);

    assertThat(all.status() + " " + all.reason()).isEqualTo("500 internalError");
    assertThat(some.status()).isEqualTo(200);
    assertThat(some.json().has("rows")).isFalse();
    assertThat(some.json().at("/columnHeaders/0/dataType").asText()).isEqualTo("FLOAT");
  }

  /** Google's documentation asks for one video; the live API answers with the first one's curve. */
  @Test
  void retention_ofTwoVideos_isTheCurveOfTheFirst() throws Exception {
    LocalDate first = LocalDate.of(2026, 11, 1);
    ReportQuestion one = question(channel.videos().get(0), first, TODAY);
    ReportQuestion two =
        one.filteredBy("video", List.of(channel.videos().get(0), channel.videos().get(1)));

    assertThat(report(two).json()).isEqualTo(report(one).json());
    assertThat(world.truth(two)).isEqualTo(world.truth(one));
  }

  @ParameterizedTest
  @CsvSource({
    "elapsedVideoTimeRatio, audienceWatchRatio, ''",
    "'day,elapsedVideoTimeRatio', audienceWatchRatio, video",
    "'video,elapsedVideoTimeRatio', audienceWatchRatio, video",
    "elapsedVideoTimeRatio, 'audienceWatchRatio,views', video",
    "day, audienceWatchRatio, video",
    "elapsedVideoTimeRatio, audienceWatchRatio, country"
  })
  void retention_otherwise_isNotSupported(String dimensions, String metrics, String filter)
      throws Exception {
    ReportQuestion question =
        ReportQuestion.of(
            channel.id(),
            List.of(dimensions.split(",", -1)),
            List.of(metrics.split(",", -1)),
            LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 11, 3));
    if (!filter.isEmpty()) {
      String value = filter.equals("video") ? channel.videos().get(0) : "US";
      question = question.filteredBy(filter, List.of(value));
    }
    Client.Reply reply = report(question);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).startsWith("The query is not supported.");
  }

  @Test
  void retention_ofAPublishedVideo_hasRowsForDaysThatNameIt() throws Exception {
    String video = world.publish(channel.id(), "New", Instant.parse("2026-11-10T08:00:00Z"));
    ReportQuestion question =
        question(video, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 17));
    List<Map<String, Object>> before = world.truth(question);
    world.setValues(channel.id(), LocalDate.of(2026, 11, 12), Map.of("video", video));

    assertThat(before).isEmpty();
    assertThat(world.truth(question)).hasSize(100);
    assertThat(cells(report(question).json()))
        .containsExactlyElementsIn(cells(world.truth(question)))
        .inOrder();
  }
}
