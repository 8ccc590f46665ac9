// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryCommandTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
  private static final LocalDate LAST = LocalDate.parse("2026-11-05");

  @TempDir Path folder;

  private final SimulatedChannel baker = SimulatedChannel.named("alpine-baker").build();
  private final SimulatedChannel hobby = SimulatedChannel.named("hobby").monetised(false).build();
  private final SimulatedChannel linked = SimulatedChannel.named("linked").build();
  private final World world =
      World.builder(7)
          .today(LocalDate.parse("2026-11-20"))
          .channel(baker)
          .channel(hobby)
          .contentOwner("network", linked)
          .build();
  private Workbench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Workbench(world, folder);
    bench.google.writeTokenRecord(bench.tokens, "alpine-baker", baker);
    bench.google.writeTokenRecord(bench.tokens, world.contentOwners().get(0));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private Workbench.Printed query(String... more) {
    return Workbench.analytix(all(more));
  }

  private String[] arguments(String... more) {
    return all(
        Stream.concat(Stream.of("--channels=alpine-baker"), Stream.of(more))
            .toArray(String[]::new));
  }

  private String[] all(String... more) {
    return Stream.concat(
            Stream.of(
                "query",
                "--tokenRecords=file:" + bench.tokens,
                "--clientSecrets=file:" + bench.client,
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                "--startDate=" + FIRST,
                "--endDate=" + LAST),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private Workbench.Printed bakerByDay(String... more) {
    return query(
        Stream.concat(
                Stream.of(
                    "--channels=alpine-baker",
                    "--dimensions=day",
                    "--metrics=views,averageViewPercentage"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<Map<String, Object>> truth() {
    return world.truth(
        ReportQuestion.of(
            baker.id(), List.of("day"), List.of("views", "averageViewPercentage"), FIRST, LAST));
  }

  private List<List<String>> truthAsText() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("day", "views", "averageViewPercentage"));
    truth().forEach(row -> rows.add(row.values().stream().map(String::valueOf).toList()));
    return rows;
  }

  @Test
  void query_withoutFormat_isAnAlignedTable() {
    Workbench.Printed printed = bakerByDay();

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out().lines().map(line -> List.of(line.split(" +"))).toList())
        .isEqualTo(truthAsText());
    assertThat(printed.out().lines().map(String::length).distinct().toList()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"csv,','", "tsv,'\t'"})
  void query_csv_equalsTheSimulatedDataByRfc4180(String format, char delimiter) throws Exception {
    String text = bakerByDay("--format=" + format).out();

    List<List<String>> rows = new ArrayList<>();
    for (CSVRecord row :
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).get().parse(new StringReader(text))) {
      rows.add(row.toList());
    }
    assertThat(rows).isEqualTo(truthAsText());
    assertThat(text).contains("\r\n");
  }

  @Test
  void query_json_isAListOfObjectsWithNumbers() throws Exception {
    JsonNode rows = new ObjectMapper().readTree(bakerByDay("--format=json").out());

    assertThat(rows).hasSize(truth().size());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = truth().get(i);
      assertThat(rows.get(i).path("day").asText()).isEqualTo(row.get("day").toString());
      assertThat(rows.get(i).path("views").longValue()).isEqualTo(row.get("views"));
      assertThat(rows.get(i).path("averageViewPercentage").doubleValue())
          .isEqualTo(row.get("averageViewPercentage"));
    }
  }

  @Test
  void query_parquetFile_isReadByDuckDb() throws Exception {
    Path file = folder.resolve("days.parquet");

    assertThat(bakerByDay("--output=" + file).out()).isEmpty();

    List<List<Object>> rows = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet row =
            duckDb.createStatement().executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
      while (row.next()) {
        rows.add(List.of(row.getDate(1).toLocalDate(), row.getLong(2), row.getDouble(3)));
      }
    }
    assertThat(rows).isEqualTo(truth().stream().map(row -> List.copyOf(row.values())).toList());
  }

  @Test
  void query_hyphenForAFile_isTheStandardOutput() throws Exception {
    assertThat(bakerByDay("--output=-", "--format=csv").out())
        .isEqualTo(bakerByDay("--format=csv").out());
    assertThat(bakerByDay("--output=-").out()).startsWith("day ");

    Path file = folder.resolve("printed.parquet");
    Workbench.Printed printed;
    try (OutputStream redirected = Files.newOutputStream(file)) {
      CliEnvironment pipe =
          CliEnvironment.withoutTerminal(Clock.systemUTC()).withOutput(redirected);
      printed =
          Workbench.analytix(pipe, arguments("--metrics=views", "--output=-", "--format=parquet"));
    }
    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out()).isEmpty();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            duckDb
                .createStatement()
                .executeQuery("SELECT count(*) FROM read_parquet('" + file + "')")) {
      rows.next();
      assertThat(rows.getLong(1)).isEqualTo(1);
    }
  }

  @Test
  void query_binaryFormatOnATerminal_isRejected() {
    CliEnvironment watched =
        new CliEnvironment(true, true, Map.of(), Clock.systemUTC(), System::nanoTime);

    Workbench.Printed printed =
        Workbench.analytix(watched, arguments("--metrics=views", "--output=-", "--format=xlsx"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .contains("--format=xlsx is binary and cannot be printed to a terminal");
    assertThat(bench.google.recordedCalls()).isEmpty();
  }

  @Test
  void query_newFile_isReadableAsTheUmaskSays() throws Exception {
    Path file = folder.resolve("days.csv");
    Path usual = Files.writeString(folder.resolve("usual.txt"), "");

    assertThat(bakerByDay("--output=" + file).exitCode()).isEqualTo(0);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void query_existingFile_isKeptWithoutOverwrite() throws Exception {
    Path file = Files.writeString(folder.resolve("days.csv"), "precious");

    Workbench.Printed refused = bakerByDay("--output=" + file);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("add --overwrite");
    assertThat(Files.readString(file)).isEqualTo("precious");
    assertThat(bench.google.recordedCalls()).isEmpty();

    assertThat(bakerByDay("--output=" + file, "--overwrite").exitCode()).isEqualTo(0);
    assertThat(Files.readString(file)).startsWith("day,views,averageViewPercentage\r\n");
  }

  @Test
  void query_topList_printsThatThereMayBeMore() {
    Workbench.Printed printed =
        query(
            "--channels=alpine-baker",
            "--dimensions=video",
            "--metrics=views,estimatedRevenue",
            "--sort=-views",
            "--maxResults=3");

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out().lines().toList()).hasSize(4);
    assertThat(printed.err()).contains("there may be more");
  }

  @Test
  void query_withoutMetrics_requestsAllMetricsOfTheType() {
    Workbench.Printed printed = query("--channels=alpine-baker", "--dimensions=day");

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.out().lines().findFirst().orElse("")).contains("estimatedRevenue");
  }

  @Test
  void query_revenueRefused_printsTheSameCommandWithoutRevenue() throws Exception {
    bench.google.writeTokenRecord(bench.tokens, "hobby", hobby);

    Workbench.Printed refused =
        query("--channels=hobby", "--dimensions=day", "--filters=video==a;country==US");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).containsMatch("revenue metrics: .*estimatedRevenue");
    assertThat(refused.err()).doesNotContain("revenue report");
    String command =
        refused.err().lines().filter(line -> line.startsWith("  analytix ")).findFirst().orElse("");
    assertThat(command).contains(" '--filters=video==a;country==US' --metrics=");
    assertThat(command.substring(command.indexOf("--metrics="))).contains(",likes,");
    assertThat(command).doesNotContainMatch("[rR]evenue|cpm");

    Workbench.Printed printed =
        Workbench.analytix(
            command.strip().replace("'", "").replaceFirst("analytix ", "").split(" "));

    assertThat(printed.exitCode()).isEqualTo(0);
  }

  @Test
  void query_onlyRevenueRefused_showsNoCommand() throws Exception {
    bench.google.writeTokenRecord(bench.tokens, "hobby", hobby);

    Workbench.Printed refused =
        query("--channels=hobby", "--dimensions=day", "--metrics=estimatedRevenue");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("(revenue metrics: estimatedRevenue)");
    assertThat(refused.err()).contains("YouTube Partner Programme");
    assertThat(refused.err().lines().toList()).hasSize(2);
  }

  @Test
  void query_contentOwnersChannel_isFilteredByIt() {
    Workbench.Printed printed =
        query("--channels=" + linked.id(), "--dimensions=day", "--metrics=views");

    assertThat(printed.err()).isEmpty();
    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(bench.google.recordedCalls(Call.Kind.REPORT).get(0).call().parameters())
        .containsEntry("filters", "channel==" + linked.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dimensions=province | nearest valid query: dimensions=province",
        "--metrics=viewz | unknown metric: viewz",
        "--startIndex=201 | startIndex does not page",
        "--filters=country | --filters has 'country', but must have the form",
        "--filters=country==US;country==DE | --filters has country twice",
        "--format=parquet | set --output=FILE",
        "--format=xlsx | set --output=FILE",
        "--output=days.xls | whose extension is not a format",
        "--format=xls | Invalid value for option '--format'",
        "--output=/no/such/folder/x.csv | whose folder does not exist",
        "--channels= | --channels must name one of alpine-baker, UC",
      })
  void query_invalid_printsOneLineAndSendsNoRequest(String bad, String said) {
    String option = bad.replaceFirst("=.*", "=");
    List<String> arguments =
        new ArrayList<>(List.of("--channels=alpine-baker", "--dimensions=day", "--metrics=views"));
    arguments.removeIf(given -> given.startsWith(option));
    arguments.add(bad);

    Workbench.Printed printed = query(arguments.toArray(String[]::new));

    assertThat(printed.err()).contains(said);
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).isEmpty();
    assertThat(bench.google.recordedCalls()).isEmpty();
  }

  @Test
  void query_withManyMetricsAndAWrongFilter_printsTheWholeNearestQuery() {
    String metrics =
        "views,engagedViews,redViews,comments,likes,dislikes,videosAddedToPlaylists,"
            + "videosRemovedFromPlaylists,shares,estimatedMinutesWatched,"
            + "estimatedRedMinutesWatched,averageViewDuration,averageViewPercentage,"
            + "cardClickRate,cardTeaserClickRate,cardImpressions,cardTeaserImpressions,cardClicks,"
            + "cardTeaserClicks,subscribersGained,subscribersLost";

    Workbench.Printed printed =
        query("--channels=alpine-baker", "--dimensions=dya", "--metrics=" + metrics);

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).doesNotContain("…");
    assertThat(printed.err().substring(printed.err().indexOf("nearest valid query")))
        .contains("subscribersLost");
  }

  @Test
  void query_rejectedByGoogle_printsTheRemedy() {
    bench.google.revoke(baker.id());

    Workbench.Printed printed = bakerByDay();

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err().lines().toList()).hasSize(2);
    assertThat(printed.err()).contains("invalid_grant");
    assertThat(printed.err()).contains("consent again");
  }

  @Test
  void query_dayQuotaUsedUp_exitsWithThree() {
    bench.google.faults().next(Call.Kind.REPORT, 1, Fault.DAY_QUOTA);

    assertThat(bakerByDay().exitCode()).isEqualTo(3);
  }
}
