// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reports;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.pipelines.cli.GoldenFile;
import io.analytix.beam.pipelines.cli.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportsCheckCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Verdicts of analytix 5.5.0, kept with the tests of the catalogue. */
  private static final Path RECORDED =
      Path.of(
          "../analytix-beam-io/src/test/resources/io/analytix/beam/catalogue/conformance-dev.jsonl");

  private static final List<String> COMPARED =
      List.of("id", "verdict", "reportType", "errorCategory", "resolvedMetrics", "resolvedDates");

  @TempDir Path folder;

  @Test
  void check_recordedCasesAsAnalytix_returnsTheSameResults() throws Exception {
    List<JsonNode> recorded = lines(Files.readString(RECORDED));

    List<JsonNode> judged = check(RECORDED, "--mode=analytix");

    assertThat(judged).hasSize(600);
    for (int i = 0; i < recorded.size(); i++) {
      assertThat(parts(judged.get(i))).isEqualTo(parts(recorded.get(i)));
      assertWithMessage(recorded.get(i).toString())
          .that(judged.get(i).path("violatedRules"))
          .containsExactlyElementsIn(recorded.get(i).path("violatedRules"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "warn"})
  void check_suggestedQuery_isValid(String mode) throws Exception {
    List<JsonNode> judged = check(RECORDED, "--mode=" + mode);

    List<String> suggested =
        judged.stream()
            .filter(line -> line.path("verdict").asText().equals("invalid"))
            .map(line -> line.path("suggestion").toString())
            .toList();
    assertThat(suggested).isNotEmpty();
    Path again = Files.write(folder.resolve("suggested.jsonl"), suggested);
    List<String> wrong = new ArrayList<>();
    List<JsonNode> verdicts = check(again, "--mode=" + mode);
    for (int i = 0; i < verdicts.size(); i++) {
      if (!verdicts.get(i).path("verdict").asText().equals("valid")) {
        wrong.add(suggested.get(i));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void check_oneCase_isAsApproved() throws Exception {
    Path cases = cases("{\"id\": \"a\", \"dimensions\": [\"day\"], \"metrics\": [\"viewz\"]}");

    Workbench.Printed printed =
        Workbench.analytix("reports", "check", "--cases=" + cases, "--clock=2026-03-16");

    assertThat(printed.exitCode()).isEqualTo(0);
    GoldenFile.assertApproved("reports-check", printed.out());
  }

  @ParameterizedTest
  @CsvSource({
    "strict,2026-03-16,2026-02-15,2026-03-15",
    "strict,2026-03-16T02:00:00Z,2026-02-14,2026-03-14",
    "analytix,2026-03-16,2026-02-16,2026-03-16",
  })
  void check_withoutDates_usesTheClock(String mode, String clock, String first, String last)
      throws Exception {
    List<JsonNode> judged =
        check(cases("{\"metrics\": [\"views\"]}"), "--mode=" + mode, "--clock=" + clock);

    assertThat(judged.get(0).path("resolvedDates").toString())
        .isEqualTo("{\"startDate\":\"%s\",\"endDate\":\"%s\"}".formatted(first, last));
  }

  @Test
  void check_unknownName_passesWithWarn() throws Exception {
    Path cases = cases("{\"metrics\": [\"views\", \"brandNewMetric\"]}");

    assertThat(check(cases).get(0).path("errorCategory").asText()).isEqualTo("INVALID_METRIC");
    assertThat(check(cases, "--mode=warn").get(0).path("verdict").asText()).isEqualTo("valid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | it is not valid JSON",
        "{} {} | it is not valid JSON",
        "[] | it is not a JSON object",
        "{\"endDate\": \"2026-02-30\"} | endDate is '2026-02-30', which is not a day",
        "{\"endDate\": 20260228} | endDate must be a day such as 2026-02-28, but is 20260228",
        "{\"endDate\": \"+12026-02-28\"} | endDate must be in the years 1 to 9999",
        "{\"scopes\": [\"EVERYTHING\"]} | scopes names 'EVERYTHING', but may name ALL, ALL_JWT",
        "{\"dimensions\": \"day\"} | dimensions must be a list of names, but is \"day\"",
        "{\"metrics\": [[\"views\"]]} | metrics must be made of texts, but is [\"views\"]",
        "{\"filters\": [\"a\"]} | filters must be an object of names and values",
        "{\"maxResults\": \"ten\"} | maxResults must be a whole number, but is \"ten\"",
        "{\"startIndex\": 1.5} | startIndex must be a whole number, but is 1.5",
        "{\"includeHistoricalData\": 1} | includeHistoricalData must be true or false, but is 1",
        "{\"currency\": 840} | currency must be a text, but is 840",
      })
  void check_lineThatIsNotAQuery_isReportedAndTheOthersAreChecked(String line, String said)
      throws Exception {
    Path cases = cases("{\"id\": 7}\n" + line + "\n{\"id\": \"last\"}");

    Workbench.Printed printed = Workbench.analytix("reports", "check", "--cases=" + cases);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().lines().toList()).hasSize(1);
    assertThat(printed.err()).contains("line 2: " + said);
    List<JsonNode> judged = lines(printed.out());
    assertThat(judged.stream().map(one -> one.path("id").toString()).toList())
        .containsExactly("7", "null", "\"last\"")
        .inOrder();
    assertThat(judged.get(1).path("errorCategory").asText()).isEqualTo("NO_QUERY");
    assertThat(judged.get(1).path("violatedRules").toString()).contains(said.replace("\"", "\\\""));
  }

  @Test
  void check_unusualLines_areChecked() throws Exception {
    List<JsonNode> judged =
        check(
            cases(
                "\uFEFF{\"id\": \"mark\", \"metrics\": [\"views\"]}\r\n"
                    + "\r\n"
                    + "   \r\n"
                    + "{\"id\": \"nulls\", \"dimensions\": null, \"filters\": null, \"sort\": null,"
                    + " \"metrics\": null, \"maxResults\": null, \"startIndex\": null,"
                    + " \"currency\": null, \"scopes\": null, \"startDate\": null, \"endDate\":"
                    + " null, \"includeHistoricalData\": null}\r\n"
                    + "{\"id\": \"more\", \"metrics\": [\"views\"], \"colour\": {\"a\": []}}\r\n"
                    + "{\"id\": \"huge\", \"metrics\": [\"views\"], \"maxResults\":"
                    + " 99999999999}\r\n"
                    + "{\"id\": \"null among\", \"metrics\": [null], \"filters\": {\"country\":"
                    + " null}}"));

    assertThat(
            judged.stream()
                .map(one -> one.path("id").asText() + " " + one.path("errorCategory").asText())
                .toList())
        .containsExactly(
            "mark null", "nulls null", "more null", "huge null", "null among INVALID_FILTER_VALUE")
        .inOrder();
    assertThat(judged.get(1).path("resolvedMetrics").size()).isGreaterThan(30);
  }

  @Test
  void check_everyLine_hasTheSameFields() throws Exception {
    for (String mode : List.of("strict", "warn", "analytix")) {
      for (JsonNode line : check(RECORDED, "--mode=" + mode)) {
        List<String> fields = new ArrayList<>();
        line.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
            .containsExactly(
                "id",
                "verdict",
                "reportType",
                "errorCategory",
                "violatedRules",
                "resolvedMetrics",
                "resolvedDates",
                "suggestion")
            .inOrder();
      }
    }
  }

  @Test
  void check_wrongUsage_isOneLine() throws Exception {
    assertRefused("which does not exist", "--cases=" + folder.resolve("none"));
    assertRefused("which is a folder", "--cases=" + folder);
    assertRefused("--clock is 'soon'", "--cases=" + cases("{}"), "--clock=soon");
    assertThat(Workbench.analytix("reports", "check").exitCode()).isEqualTo(1);
  }

  private static void assertRefused(String said, String... arguments) {
    List<String> all = new ArrayList<>(List.of("reports", "check"));
    all.addAll(List.of(arguments));
    Workbench.Printed printed = Workbench.analytix(all.toArray(String[]::new));
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err()).contains(said);
    assertThat(printed.err().lines().toList()).hasSize(1);
  }

  private Path cases(String line) throws IOException {
    return Files.writeString(folder.resolve("cases.jsonl"), line + "\n\n");
  }

  private static List<JsonNode> check(Path cases, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("reports", "check", "--cases=" + cases));
    arguments.addAll(List.of(more));
    Workbench.Printed printed = Workbench.analytix(arguments.toArray(String[]::new));
    assertThat(printed.err()).isEmpty();
    assertThat(printed.exitCode()).isEqualTo(0);
    return lines(printed.out());
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static ObjectNode parts(JsonNode line) {
    return ((ObjectNode) line.deepCopy()).retain(COMPARED);
  }
}
