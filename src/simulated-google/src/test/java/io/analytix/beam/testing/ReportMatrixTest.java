// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries of the 47 published report types: for each of them {@code report-matrix.csv} has valid
 * queries, with all metrics or the maximum number of dimensions and filters, and similar queries
 * that no report type supports.
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

  /** A query and its expected status. */
  record Line(String table, int status, List<String> cells) {
    static Line read(String text) {
      List<String> cells = List.of(text.split("\\|", -1));
      return new Line(cells.get(0), Integer.parseInt(cells.get(1)), cells.subList(2, 7));
    }

    ReportQuestion question(SimulatedChannel channel) {
      ReportQuestion question =
          ReportQuestion.of(
                  channel.id(),
                  words(0, ","),
                  words(2, " "),
                  LocalDate.of(2026, 8, 1),
                  LocalDate.of(2026, 9, 1))
              .sortedBy(words(3, ",").toArray(String[]::new));
      for (String filter : words(1, ";")) {
        String[] parts = filter.split("==", 2);
        question = question.filteredBy(parts[0], List.of(filled(parts[1], channel)));
      }
      return cells.get(4).isEmpty() ? question : question.atMost(Integer.parseInt(cells.get(4)));
    }

    private static String filled(String value, SimulatedChannel channel) {
      return value
          .replace("{video}", channel.videos().get(0))
          .replace("{playlist}", channel.playlists().get(0));
    }

    private List<String> words(int cell, String comma) {
      return Arrays.stream(cells.get(cell).split(comma)).filter(word -> !word.isEmpty()).toList();
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

  @Test
  void matrix_everyTable_hasLegalAndIllegalQueries() throws Exception {
    List<String> tables = lines().stream().map(Line::table).distinct().toList();

    assertThat(tables).hasSize(47);
    assertThat(legal().map(Line::table).distinct().toList()).isEqualTo(tables);
    assertThat(illegal().map(Line::table).distinct().toList()).isEqualTo(tables);
  }

  @ParameterizedTest
  @MethodSource("legal")
  void query_thatATableAllows_isAnsweredWithTheTruth(Line line) throws Exception {
    ReportQuestion question = line.question(channel);
    Client.Reply reply = client.report(token, ReportParameters.of(question));

    assertWithMessage(reply.body()).that(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("columnHeaders").findValuesAsText("name"))
        .containsExactlyElementsIn(
            Stream.concat(question.dimensions().stream(), question.metrics().stream()).toList())
        .inOrder();
    assertThat(GroundTruthTest.rowsOf(reply.json()))
        .containsExactlyElementsIn(world.truth(question));
  }

  @ParameterizedTest
  @MethodSource("illegal")
  void query_thatNoTableAllows_isNotSupported(Line line) throws Exception {
    Client.Reply reply = client.report(token, ReportParameters.of(line.question(channel)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).startsWith("The query is not supported.");
    assertThat(reply.reason()).isEqualTo("badRequest");
  }
}
