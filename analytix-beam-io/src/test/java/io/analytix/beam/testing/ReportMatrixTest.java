// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published report tables, told in queries: for each of the 47 tables {@code report-matrix.csv}
 * has some that it allows, with every metric or with as many dimensions and filters as it takes,
 * and their nearest neighbours that no table allows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportMatrixTest {
  private final SimulatedChannel channel = SimulatedChannel.named("river-weaver").build();
  private final World world =
      World.builder(1).today(LocalDate.of(2026, 9, 20)).channel(channel).build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);
  private String token = "";

  @BeforeAll
  void authorise() throws Exception {
    token = client.accessToken(channel);
  }

  @AfterAll
  void stop() {
    google.close();
  }

  /** A query and what becomes of it. */
  record Line(String table, int status, Map<String, String> words) {
    private static final List<String> NAMES =
        List.of("dimensions", "filters", "metrics", "sort", "maxResults");

    static Line read(String text) {
      String[] cells = text.split("\\|", -1);
      Map<String, String> words = new HashMap<>();
      for (int place = 0; place < NAMES.size(); place++) {
        if (!cells[place + 2].isEmpty()) {
          words.put(NAMES.get(place), cells[place + 2].replace(' ', ','));
        }
      }
      return new Line(cells[0], Integer.parseInt(cells[1]), words);
    }

    List<String> columns() {
      List<String> columns = new ArrayList<>();
      for (String name : List.of("dimensions", "metrics")) {
        columns.addAll(Arrays.asList(words.getOrDefault(name, "").split(",")));
      }
      columns.removeIf(String::isEmpty);
      return columns;
    }
  }

  private static List<Line> lines() throws IOException {
    try (InputStream csv =
        Objects.requireNonNull(ReportMatrixTest.class.getResourceAsStream("report-matrix.csv"))) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(Line::read)
          .toList();
    }
  }

  static Stream<Line> legal() throws IOException {
    return lines().stream().filter(line -> line.status() == 200);
  }

  static Stream<Line> illegal() throws IOException {
    return lines().stream().filter(line -> line.status() == 400);
  }

  private Client.Reply ask(Line line) throws Exception {
    Map<String, String> words = new HashMap<>(line.words());
    words.put("ids", "channel==MINE");
    words.put("startDate", "2026-08-01");
    words.put("endDate", "2026-09-01");
    words.computeIfPresent(
        "filters",
        (name, filters) ->
            filters
                .replace("{video}", channel.videos().get(0))
                .replace("{playlist}", channel.playlists().get(0)));
    return client.report(token, words);
  }

  @Test
  void matrix_everyTable_hasLegalAndIllegalQueries() throws Exception {
    List<String> tables = lines().stream().map(Line::table).distinct().toList();

    assertThat(tables).hasSize(47);
    assertThat(legal().map(Line::table).distinct().toList()).isEqualTo(tables);
    assertThat(illegal().map(Line::table).distinct().toList()).isEqualTo(tables);
  }

  @ParameterizedTest
  @MethodSource("legal")
  void query_thatATableAllows_isAnsweredInTheOrderAsked(Line line) throws Exception {
    Client.Reply reply = ask(line);

    assertWithMessage(reply.body()).that(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("columnHeaders").findValuesAsText("name"))
        .containsExactlyElementsIn(line.columns())
        .inOrder();
  }

  @ParameterizedTest
  @MethodSource("illegal")
  void query_thatNoTableAllows_isNotSupported(Line line) throws Exception {
    Client.Reply reply = ask(line);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).startsWith("The query is not supported.");
    assertThat(reply.reason()).isEqualTo("badRequest");
  }
}
