// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.parquet.DamagedFiles;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.OddContent;
import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Token records, OAuth clients, reports files and stored files of drawn content: none stops another
 * channel, hangs or prints a stack trace. The suite draws some hundred, a soak as many as is said:
 * {@code mvn test -Dtest='OddInputsTest,OddAnswersTest' -Danalytix.odd=10000}. A failure prints the
 * seed for {@code -Dseed}.
 */
@DisabledOnOs(OS.WINDOWS)
final class OddInputsTest {
  private static final int INPUTS = Integer.getInteger("analytix.odd", 400);
  private static final long SEED = Seed.get();
  private static final int RECORDS_PER_RUN = 200;
  private static final DateRange DATES = Workbench.dates("2026-02-02", "2026-02-04");
  private static final ReportDefinition REPORT = Reports.find("channel_daily").orElseThrow();

  private static final String RECORD =
      "{\"access_token\": \"ya29.odd\", \"expires_in\": 3599, \"scope\": \"a b\","
          + " \"token_type\": \"Bearer\", \"refresh_token\": \"1//unknown-token\","
          + " \"refresh_token_expires_in\": 604799, \"channel_id\": \"UCabcdefghijklmnopqrst_-\","
          + " \"content_owner\": null, \"channel_ids\": [\"UCabcdefghijklmnopqrst_-\"],"
          + " \"obtained_at\": \"2026-01-01T00:00:00Z\", \"note\": 1.50}";

  private static final String CLIENT =
      "{\"installed\": {\"client_id\": \"id\", \"client_secret\": \"GOCSPX-odd\","
          + " \"auth_uri\": \"https://accounts.google.com/o/oauth2/auth\","
          + " \"token_uri\": \"https://oauth2.googleapis.com/token\","
          + " \"redirect_uris\": [\"http://localhost\"]}}";

  private static final String REPORTS_FILE =
      """
      reports:
        - name: us_states_daily
          dimensions: [province]
          metrics: ["views", "likes"]
          filters: {country: "US"}
          every: "day"
          lookbackDays: "14"
        - {name: "top", dimensions: ["video"], metrics: ["views"], sort: ["-views"], maxResults: 10}
      """;

  @TempDir Path folder;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
  void tokenRecords_ofAnyContent_stopNoOtherChannel() throws Exception {
    OddContent odd = new OddContent(SEED);
    int left = INPUTS / 2;
    for (int batch = 0; left > 0; batch++, left -= RECORDS_PER_RUN) {
      World world = world();
      try (Workbench bench = new Workbench(world, folder.resolve("records-" + batch))) {
        bench.google.writeTokenRecords(bench.tokens);
        for (int i = 0; i < Math.min(left, RECORDS_PER_RUN); i++) {
          write(bench.tokens, name(i), odd.text(RECORD));
        }
        writeOddFiles(bench.tokens);

        Workbench.Printed run = bench.run(DATES, "--reports=channel_daily");
        Workbench.Printed list =
            Workbench.analytix("channels", "list", "--tokenRecords=file:" + bench.tokens);

        assertCalm(run);
        assertCalm(list);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(bench.table(REPORT)).isEqualTo(bench.truth(REPORT, world.channels(), DATES));
        Set<String> records = new TreeSet<>();
        try (Stream<Path> files = Files.list(bench.tokens)) {
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json") && !name.startsWith("."))
              .map(name -> PrintableText.of(name.replaceFirst("\\.json$", "")))
              .forEach(records::add);
        }
        assertWithMessage("seed %s", SEED)
            .that(bench.outcomes().stream().map(Outcome::tokenRecord).collect(Collectors.toSet()))
            .isEqualTo(records);
      }
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
  void clients_ofAnyContent_areRefusedInOneLineOrAccepted() throws Exception {
    OddContent odd = new OddContent(SEED + 1);
    Path records = Files.createDirectory(folder.resolve("none"));
    Path client = folder.resolve("client.json");
    for (int i = 0; i < INPUTS / 8; i++) {
      Files.write(client, odd.text(CLIENT));

      Workbench.Printed printed =
          Workbench.analytix(
              "run",
              "--tokenRecords=file:" + records,
              "--clientSecrets=file:" + client,
              "--output=" + folder.resolve("output"));

      assertCalm(printed);
      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.err().lines().toList()).hasSize(1);
      assertWithMessage("seed %s", SEED)
          .that(printed.err())
          .containsMatch("of the client secrets|client secrets file|no token records found");
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
  void reportsFiles_ofAnyContent_areRefusedInOneLineOrAccepted() throws Exception {
    OddContent odd = new OddContent(SEED + 2);
    Path records = Files.createDirectory(folder.resolve("records"));
    write(records, "one", RECORD.getBytes(UTF_8));
    Path reports = folder.resolve("reports.yaml");
    for (int i = 0; i < INPUTS / 8; i++) {
      Files.write(reports, odd.text(REPORTS_FILE));

      Workbench.Printed printed =
          Workbench.analytix(
              "plan", "--tokenRecords=file:" + records, "--reportsFile=" + reports, "--json");

      assertCalm(printed);
      if (printed.exitCode() != 0) {
        assertThat(printed.err().lines().toList()).hasSize(1);
        assertWithMessage("seed %s", SEED)
            .that(printed.err())
            .containsMatch("--reportsFile|report '");
      }
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
  void storedFiles_ofAnyContent_stopNoOtherChannelAndAreSetAside() throws Exception {
    OddContent odd = new OddContent(SEED + 3);
    World world = world();
    try (Workbench bench = new Workbench(world, folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      assertThat(bench.run(DATES, "--reports=channel_daily").exitCode()).isEqualTo(0);
      List<Path> rows = files(bench.output.resolve("channel_daily"));
      List<Path> outcomes = files(bench.output.resolve("_outcomes"));
      readDamaged(bench, odd, rows.get(0), INPUTS / 16);
      readDamaged(bench, odd, outcomes.get(0), INPUTS / 16);
      for (int run = 0; run < Math.max(1, INPUTS / 1000); run++) {
        damageAndRepair(bench, odd);
      }
    }
  }

  /** Reads the whole output with each of these contents of a file. */
  private static void readDamaged(Workbench bench, OddContent odd, Path file, int contents)
      throws IOException {
    byte[] good = Files.readAllBytes(file);
    String path = bench.output.relativize(file).toString();
    DamagedFiles damaged = new DamagedFiles(ParquetOutput.at(bench.output.toString()));
    for (int i = 0; i < contents; i++) {
      Files.write(file, odd.bytes(good));
      for (DamagedFiles.DamagedFile found : damaged.find(List.of(path), read -> {})) {
        assertThat(found.path()).isEqualTo(path);
      }
    }
    Files.write(file, good);
  }

  private void damageAndRepair(Workbench bench, OddContent odd) throws Exception {
    List<Path> rows = files(bench.output.resolve("channel_daily"));
    Path outcomes = files(bench.output.resolve("_outcomes")).get(0);
    Path sound = rows.get(0);
    for (Path file : rows.subList(1, rows.size())) {
      Files.write(file, odd.bytes(Files.readAllBytes(file)));
    }
    Files.write(outcomes, odd.bytes(Files.readAllBytes(outcomes)));

    Workbench.Printed night = bench.run(DATES, "--reports=channel_daily", "--resume");
    assertCalm(night);
    Set<String> failed =
        bench.outcomes().stream()
            .filter(outcome -> outcome.status() == Status.FAILED)
            .map(Outcome::channelId)
            .collect(Collectors.toSet());
    assertThat(failed)
        .doesNotContain(sound.getFileName().toString().replaceFirst("\\.parquet$", ""));
    failed.forEach(channel -> assertThat(night.out()).contains(channel + ".parquet"));

    Workbench.Printed aside =
        Workbench.analytix("output", "check", "--output=" + bench.output, "--setAside");
    assertCalm(aside);
    assertThat(aside.exitCode()).isEqualTo(0);
    Workbench.Printed again = bench.run(DATES, "--reports=channel_daily");
    assertCalm(again);
    assertThat(again.exitCode()).isEqualTo(0);
    assertWithMessage("seed %s", SEED)
        .that(bench.table(REPORT))
        .isEqualTo(bench.truth(REPORT, bench.world.channels(), DATES));
  }

  @Test
  void outputCheck_folderWithoutFiles_isRefused() {
    Workbench.Printed printed =
        Workbench.analytix("output", "check", "--output=" + folder.resolve("nope"));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).contains("where there is no Parquet file: check the path");
  }

  private static World world() {
    World.Builder world = World.builder(11).today(LocalDate.parse("2026-02-20"));
    for (String name : List.of("good-a", "good-b", "zz-good")) {
      world.channel(SimulatedChannel.named(name).build());
    }
    return world.build();
  }

  private static String name(int i) {
    List<String> forms =
        List.of(
            "odd-%d",
            "Odd %d", "%d", "o\u0007dd-%d", "-%d", "%%2e%d", "\u00fc%d", "a".repeat(200) + "%d");
    return forms.get(i % forms.size()).formatted(i);
  }

  private static void write(Path records, String name, byte[] content) throws IOException {
    Files.write(records.resolve(name + ".json"), content);
  }

  /** What is no file, or more than one can be. */
  private static void writeOddFiles(Path records) throws Exception {
    Files.createSymbolicLink(records.resolve("device.json"), Path.of("/dev/zero"));
    Files.createSymbolicLink(records.resolve("gone.json"), Path.of("no-such-file"));
    new ProcessBuilder("mkfifo", records.resolve("pipe.json").toString()).start().waitFor();
    write(records, "huge", (RECORD + " ".repeat(2 << 20)).getBytes(UTF_8));
    Files.createDirectory(records.resolve(".hidden.json"));
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }

  /** Neither a trace, nor an unexpected exception, nor a control character. */
  private static void assertCalm(Workbench.Printed printed) {
    assertWithMessage("seed %s: %s", SEED, printed.all())
        .that(printed.all())
        .doesNotContainMatch(
            "(?m)^\\s+at |Exception in|unexpected [A-Z]\\w+(Exception|Error)|\\b[a-z]+\\.[a-z.]+Exception");
    assertWithMessage("seed %s", SEED)
        .that(PrintableText.ofLines(printed.all()))
        .isEqualTo(printed.all());
  }
}
