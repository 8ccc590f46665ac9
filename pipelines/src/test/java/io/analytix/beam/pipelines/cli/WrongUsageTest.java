// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.pipelines.parquet.OutputLock;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets one line and exit code 1, and nothing is written. */
final class WrongUsageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--reports=chanel_daily | did you mean channel_daily?",
        "--reports= | --reports is empty",
        "--failOn=some | must be none, any, or a percentage",
        "--failOn=101 | must be none, any, or a percentage",
        "--startDate=2026-02-30 | must be a day such as 2026-02-28",
        "--startDate=2026-03-10 | which is after the last day",
        "--asOf=now | must be an instant such as",
        "--lookbackDays=0 | must be at least 1",
        "--lookbackDays=2147483647 | --lookbackDays is 2147483647, which begins before 2005-02-14",
        "--lookbackDays=99999999999 | --lookbackDays is '99999999999', but must be a whole number",
        "--startDate=0001-01-01 | --startDate is 0001-01-01, but YouTube began on 2005-02-14",
        "--startDate=-999999999-01-01 | --startDate is -999999999-01-01, but YouTube began on",
        "--endDate=+999999999-12-31 | --endDate is +999999999-12-31, but must not be after",
        "--endDate=9999-12-31 | --endDate is 9999-12-31, but must not be after",
        "--backfillFrom=1970-01-01 | --backfillFrom is 1970-01-01, but YouTube began on",
        "--asOf=+1000000000-12-31T23:59:59Z | --asOf is +999999999-12-31, but must not be after",
        "--asOf=1900-01-01T00:00:00Z | --asOf is 1899-12-31, but YouTube began on",
        "--maxInFlight=0 | must be in 1..512",
        "--maxInFlight=many | --maxInFlight is 'many', but must be a whole number",
        "--queriesPerMinute=0 | must be in 1..",
        "--maxInFlght=3 | there is no option --maxInFlght: did you mean --maxInFlight?",
        "output | 'output' is not an option",
        "--channels=nobody | --channels names 'nobody'",
        "--youtubeAnalyticsEndpoint=http://example.com | must be https on *.googleapis.com",
        "--tokenRecords=file:/no/such/folder | is not a folder",
        "--tokenRecords=tokens | must be file:DIR",
        "--tokenRecords=secretmanager:secrets | PREFIX*, optionally followed by ;labels.KEY=VALUE",
        "--clientSecrets=file:/no/such/file | there is no file",
        "--clientSecrets=file:/dev/zero | cannot be read: it is a pipe or a device, not a file",
        "--clientSecrets=file:/tmp | cannot be read: it is a folder",
        "--output=s3://bucket/folder | is neither a local folder nor gs://",
        "--output=gs://bucket/a/../b | is no address in Cloud Storage",
        "--output=/proc/nothing | cannot be written",
      })
  void run_badValue_printsOneLineExitsWithOneAndWritesNothing(String bad, String said)
      throws Exception {
    assertRefused(said, bad);
  }

  @Test
  void run_invalidClientSecrets_printsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("client.json"), "GOCSPX-planted");

    assertRefused("is not valid JSON", "--clientSecrets=file:" + file);
  }

  @Test
  void run_foreignTokenUri_refusedBeforeASecretIsSent() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.json"),
            "{\"installed\": {\"client_id\": \"c\", \"client_secret\": \"s\","
                + " \"token_uri\": \"https://googleapis.com.example.com/token\"}}");

    assertRefused("token_uri of the client secrets is", "--clientSecrets=file:" + file);
  }

  @Test
  void run_textWithControlCharacters_isPrintedWithoutThem() throws Exception {
    for (String odd :
        List.of(
            "--reports=\u001b[31mred\u0007",
            "--channels=\u009b2J",
            "--failOn=a\nb",
            "--no\u202esuch",
            "--output=s3://x\u001b]0;title\u0007",
            "--tokenRecords=file:/no\u001b[2J")) {
      try (Workbench bench = new Workbench(World.builder(1).channels(1).build(), folder)) {
        bench.google.writeTokenRecords(bench.tokens);

        Workbench.Printed printed = bench.run(Workbench.dates("2026-02-01", "2026-02-02"), odd);

        assertThat(printed.exitCode()).isEqualTo(1);
        assertWithMessage(odd).that(PrintableText.ofLines(printed.all())).isEqualTo(printed.all());
      }
    }
  }

  @Test
  void run_optionGivenTwice_isNamed() {
    Workbench.Printed printed =
        Workbench.analytix("plan", "--tokenRecords=file:one", "--tokenRecords=file:two");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().strip())
        .isEqualTo("analytix: --tokenRecords is given twice: give it once");
  }

  @ParameterizedTest
  @CsvSource({
    "--apiRootUrl, --youtubeAnalyticsEndpoint",
    "--dataApiRootUrl, --youtubeDataEndpoint"
  })
  void run_formerNameOfAnEndpoint_isAcceptedUnlessBothAreSet(String former, String present)
      throws Exception {
    String name = present.substring("--".length());
    assertRefused(name + " is 'http://former.example'", former + "=http://former.example");
    assertRefused(
        former + " and " + present + " are the same option: set only one of them",
        former + "=http://127.0.0.1:1",
        present + "=http://127.0.0.1:1");
    assertThat(Workbench.analytix("run", "--help").out()).doesNotContain(former + "=");
  }

  @Test
  void run_noTokenRecord_printsOneLine() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertRefused("no token records found", "--tokenRecords=file:" + empty);
  }

  @Test
  void run_outputIsLocked_printsOneLineWithTheOwner() throws Exception {
    try (Workbench bench = new Workbench(World.builder(1).channels(1).build(), folder);
        OutputLock lock =
            OutputLock.take(ParquetOutput.at(bench.output.toString()), "the other run")) {
      bench.google.writeTokenRecords(bench.tokens);

      Workbench.Printed printed = bench.run(Workbench.dates("2026-02-01", "2026-02-02"));

      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.out()).isEmpty();
      assertThat(printed.err().lines().toList()).hasSize(1);
      assertThat(printed.err()).contains("the other run");
      assertThat(bench.google.recordedCalls()).isEmpty();
      assertThat(lock).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runn | there is no command runn: did you mean run? | analytix --help",
        "something | there is no command something | analytix --help",
        "channels chek | there is no command chek: did you mean check? | analytix channels --help",
        "reports --jsn | there is no option --jsn: did you mean --json? | analytix reports --help",
      })
  void command_unknownWord_suggestsTheNearest(String typed, String said, String see) {
    Workbench.Printed printed = Workbench.analytix(typed.split(" "));

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().lines().toList())
        .containsExactly("analytix: " + said, "See: " + see)
        .inOrder();
  }

  private void assertRefused(String said, String... last) throws Exception {
    try (Workbench bench = new Workbench(World.builder(1).channels(1).build(), folder)) {
      bench.google.writeTokenRecords(bench.tokens);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "run",
                  "--tokenRecords=file:" + bench.tokens,
                  "--clientSecrets=file:" + bench.client,
                  "--endDate=2026-03-04",
                  "--output=" + bench.output));
      if (Arrays.stream(last).noneMatch(one -> one.contains("Endpoint") || one.contains("Root"))) {
        arguments.add("--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl());
      }
      for (String argument : last) {
        String option = argument.replaceFirst("=.*", "=");
        arguments.removeIf(given -> given.startsWith(option));
        arguments.add(argument);
      }

      Workbench.Printed printed = Workbench.analytix(arguments.toArray(String[]::new));

      assertThat(printed.err()).contains(said);
      assertThat(printed.err().lines().toList()).hasSize(1);
      assertThat(printed.exitCode()).isEqualTo(1);
      assertThat(printed.out()).isEmpty();
      assertThat(Files.exists(bench.output)).isFalse();
      assertThat(bench.google.recordedCalls()).isEmpty();
    }
  }
}
