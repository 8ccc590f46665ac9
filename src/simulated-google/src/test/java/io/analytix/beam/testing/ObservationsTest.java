// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.world.Resource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The 68 observations of the live API: {@code observations.json} has requests and results. A case
 * is requested once for each metric, dimension and number of rows in its lists. A case that needs
 * more names a test of {@link ReportContractTest}; a case that cannot be tested has a reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservationsTest {
  private static final int CASES = 68;

  private final SimulatedChannel busy =
      SimulatedChannel.named("busy").videoCount(600).dailyViews(40_000).inactiveShare(0).build();
  private final SimulatedChannel shy =
      SimulatedChannel.named("shy").scopes(SimulatedChannel.ANALYTICS_SCOPE).build();
  private final World world =
      World.builder(1)
          .today(LocalDate.of(2026, 9, 20))
          .channel(TinyChannel.CHANNEL)
          .channel(busy)
          .channel(shy)
          .build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world).unmonetisedIsForbidden(false);
  private final Client client = new Client(google);
  private final Map<String, String> tokens = new HashMap<>();

  @BeforeAll
  void authorise() throws Exception {
    TinyChannel.setUpIn(world);
    tokens.put("tiny", client.accessToken(TinyChannel.CHANNEL));
    tokens.put("busy", client.accessToken(busy));
    tokens.put("shy", client.accessToken(shy));
  }

  @AfterAll
  void stop() {
    google.close();
  }

  private static JsonNode observations() {
    return Resource.json(ObservationsTest.class, "observations.json");
  }

  @Test
  void cases_allOfThem_areTestedOrHaveAReason() {
    List<Integer> cases = Resource.list(observations(), one -> one.get("case").asInt());
    assertThat(cases.stream().distinct().toList())
        .isEqualTo(IntStream.rangeClosed(1, CASES).boxed().toList());

    List<String> tests =
        Arrays.stream(ReportContractTest.class.getDeclaredMethods()).map(m -> m.getName()).toList();
    for (JsonNode one : observations()) {
      if (one.has("shownBy")) {
        assertThat(tests).contains(one.get("shownBy").asText());
      } else {
        assertThat(one.has("metrics") || one.has("notShown")).isTrue();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> case_requested_returnsTheObservedResponse() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : observations()) {
      if (one.has("metrics")) {
        questions(one)
            .forEach(
                words ->
                    tests.add(
                        DynamicTest.dynamicTest(nameOf(one, words), () -> check(one, words))));
      }
    }
    return tests.stream();
  }

  private static String nameOf(JsonNode one, Map<String, String> words) {
    return "case "
        + one.get("case").asInt()
        + ": "
        + words.get("metrics")
        + " by "
        + words.getOrDefault("dimensions", "nothing");
  }

  private void check(JsonNode one, Map<String, String> words) throws Exception {
    String token = tokens.getOrDefault(one.path("channel").asText("tiny"), "");
    Client.Reply reply = client.report(token, words);

    assertWithMessage(reply.body()).that(reply.status()).isEqualTo(one.path("status").asInt(200));
    if (one.has("reason")) {
      assertThat(reply.reason()).isEqualTo(one.get("reason").asText());
    }
    if (one.has("message")) {
      assertThat(reply.message()).isEqualTo(one.get("message").asText());
    }
    if (reply.status() == 200) {
      checkTable(one, reply.json());
    }
  }

  private void checkTable(JsonNode one, JsonNode table) {
    JsonNode rows = table.path("rows");
    assertThat(table.get("columnHeaders").size()).isGreaterThan(0);
    if (one.has("firstType")) {
      assertThat(table.at("/columnHeaders/0/dataType").asText())
          .isEqualTo(one.get("firstType").asText());
    }
    if (one.has("rows")) {
      assertThat(rows)
          .containsExactlyElementsIn(Json.parse(filled(one.get("rows").toString())))
          .inOrder();
    } else {
      assertThat(rows.size()).isGreaterThan(0);
    }
    if (one.has("rowCount")) {
      assertThat(rows.size()).isEqualTo(one.get("rowCount").asInt());
    }
    assertThat(Resource.list(rows, row -> row.get(0).asText()))
        .containsAtLeastElementsIn(Resource.texts(one.path("firstColumn")));
  }

  /** Returns all combinations of a case's lists. */
  private List<Map<String, String>> questions(JsonNode one) {
    Map<String, String> fixed = new HashMap<>();
    fixed.put("ids", "channel==MINE");
    fixed.put("startDate", one.path("startDate").asText("2026-08-18"));
    fixed.put("endDate", one.path("endDate").asText("2026-09-17"));
    for (String name : List.of("sort", "startIndex")) {
      if (one.has(name)) {
        fixed.put(name, one.get(name).asText());
      }
    }
    List<Map<String, String>> questions = List.of(fixed);
    for (String name : List.of("metrics", "dimensions", "filters", "maxResults")) {
      questions = withEach(questions, name, Resource.texts(one.path(name)));
    }
    return questions;
  }

  private List<Map<String, String>> withEach(
      List<Map<String, String>> questions, String name, List<String> values) {
    if (values.isEmpty()) {
      return questions;
    }
    List<Map<String, String>> more = new ArrayList<>();
    for (Map<String, String> question : questions) {
      for (String value : values) {
        Map<String, String> words = new HashMap<>(question);
        if (!value.isEmpty()) {
          words.put(name, filled(value));
        }
        more.add(words);
      }
    }
    return more;
  }

  private String filled(String text) {
    String filled =
        text.replace("{watched}", TinyChannel.watched())
            .replace("{unwatched}", TinyChannel.unwatched())
            .replace("{uploads}", TinyChannel.CHANNEL.uploads());
    for (int count : new int[] {50, 100, 300, 500, 501}) {
      String ids = busy.videos().stream().limit(count).collect(Collectors.joining(","));
      filled = filled.replace("{videos " + count + "}", ids);
    }
    return filled;
  }
}
