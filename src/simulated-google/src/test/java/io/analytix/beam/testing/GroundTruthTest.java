// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.world.Metric;
import io.analytix.beam.testing.world.Metrics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP responses are equal to the ground truth, and the ground truth is consistent. */
public class GroundTruthTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 11, 19);
  private static final List<String> METRICS =
      List.of(
          "views",
          "estimatedMinutesWatched",
          "averageViewDuration",
          "averageViewPercentage",
          "annotationClicks",
          "cardClickRate");
  private static final List<String> MONEY = List.of("estimatedRevenue", "grossRevenue", "cpm");
  private static final List<String> SUMMABLE = List.of("views", "likes", "estimatedMinutesWatched");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 77})
  void answers_everyTableAndChannel_equalTheTruth(long seed) throws Exception {
    World world = World.builder(seed).today(TODAY).channels(4).channel(odd()).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      Client client = new Client(google);
      for (SimulatedChannel channel : world.channels()) {
        String token = client.accessToken(channel);
        for (ReportQuestion question : questions(channel)) {
          Client.Reply reply = client.report(token, ReportParameters.of(question));
          assertThat(reply.status()).isEqualTo(200);
          assertThat(rowsOf(reply.json())).isEqualTo(world.truth(question));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void days_summedUp_equalTheTotal(long seed) {
    World world = World.builder(seed).today(TODAY).channels(8).channel(odd()).build();
    for (SimulatedChannel channel : world.channels()) {
      for (String metric : SUMMABLE) {
        long sum =
            world.truth(channel.id(), List.of("day"), List.of(metric), FIRST, LAST).stream()
                .mapToLong(row -> count(row, metric))
                .sum();
        assertThat(world.truth(channel.id(), List.of(), List.of(metric), FIRST, LAST))
            .containsExactly(Map.of(metric, sum));
      }
    }
  }

  @Test
  void countries_requestedByDay_sumToTheWindow() {
    World world = World.builder(5).today(TODAY).channels(1).build();
    String id = world.channels().get(0).id();
    Map<Object, Long> sums = new LinkedHashMap<>();
    for (LocalDate day = FIRST; day.isBefore(LAST); day = day.plusDays(1)) {
      world
          .truth(id, List.of("country"), List.of("views"), day, day)
          .forEach(
              row ->
                  sums.merge(requireNonNull(row.get("country")), count(row, "views"), Long::sum));
    }
    Map<Object, Long> window = new LinkedHashMap<>();
    world
        .truth(id, List.of("country"), List.of("views"), FIRST, LAST)
        .forEach(row -> window.put(requireNonNull(row.get("country")), count(row, "views")));

    assertThat(window).isEqualTo(sums);
    assertThat(window).isNotEmpty();
  }

  private static long count(Map<String, Object> row, String metric) {
    return (long) requireNonNull(row.get(metric));
  }

  private static SimulatedChannel odd() {
    return SimulatedChannel.named("odd-one").oddNames(true).hugeMinutes(true).lateDays(0).build();
  }

  private static List<ReportQuestion> questions(SimulatedChannel channel) {
    ReportQuestion top =
        ReportQuestion.of(channel.id(), List.of("video"), METRICS, FIRST, LAST)
            .sortedBy("-views")
            .atMost(200);
    List<ReportQuestion> questions = new ArrayList<>();
    questions.add(
        ReportQuestion.of(channel.id(), List.of(), METRICS, FIRST, LAST).sortedBy("views"));
    questions.add(
        ReportQuestion.of(channel.id(), List.of("day"), METRICS, FIRST, LAST).sortedBy("day"));
    questions.add(
        ReportQuestion.of(channel.id(), List.of("country"), METRICS, FIRST, FIRST)
            .sortedBy("country"));
    questions.add(top);
    if (channel.monetised()) {
      questions.add(
          ReportQuestion.of(channel.id(), List.of("day"), MONEY, FIRST, LAST)
              .sortedBy("day")
              .in("EUR"));
    }
    List<String> some = channel.videos().stream().filter(id -> id.length() == 11).limit(5).toList();
    questions.add(
        ReportQuestion.of(channel.id(), List.of("day", "video"), METRICS, FIRST, LAST)
            .filteredBy("video", some)
            .sortedBy("day", "video"));
    return questions;
  }

  /**
   * Converts a response by its headers. Amounts are recognised by name, as their type is only
   * FLOAT.
   */
  public static List<Map<String, Object>> rowsOf(JsonNode table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode cells : table.path("rows")) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int place = 0; place < cells.size(); place++) {
        JsonNode header = table.get("columnHeaders").get(place);
        String name = header.get("name").asText();
        row.put(name, cell(name, header.get("dataType").asText(), cells.get(place)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object cell(String name, String type, JsonNode cell) {
    if (type.equals("INTEGER")) {
      return cell.longValue();
    }
    if (Metrics.find(name).filter(GroundTruthTest::isAmount).isPresent()) {
      return new BigDecimal(cell.asText());
    }
    if (type.equals("FLOAT")) {
      return cell.doubleValue();
    }
    return name.equals("day") ? LocalDate.parse(cell.asText()) : cell.asText();
  }

  private static boolean isAmount(Metric metric) {
    return metric.formula() instanceof Metric.Money
        || metric.formula() instanceof Metric.PerThousand;
  }
}
