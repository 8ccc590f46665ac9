// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.options.OptionsParser;
import io.analytix.beam.pipelines.cli.run.RunCommand;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.Command;

/** The files in {@code src/site/nightly}, which start the command every night. */
final class NightlyFilesTest {
  private static final Path FILES = Path.of("../src/site/nightly");
  private static final String COMMAND = "/opt/analytix-beam/bin/analytix";

  @Test
  void crontab_hasOneLineWithScheduleAndUser_thatTheCommandAccepts() throws IOException {
    List<String> lines =
        lines("crontab").stream().filter(line -> !line.matches("(#|[A-Z]+=).*|")).toList();

    assertThat(lines).hasSize(1);
    String line = lines.get(0);
    // Cron ends a command at a percent sign.
    assertThat(line).doesNotContain("%");
    String[] fields = line.split(" ", 7);
    assertThat(String.join(" ", List.of(fields).subList(0, 5))).matches("\\d+ \\d+ \\* \\* \\*");
    assertThat(fields[5]).isEqualTo("analytix");
    assertThat(fields[6]).startsWith("cd /var/lib/analytix && " + COMMAND + " ");
    assertIsNightlyRun(words(fields[6].substring(fields[6].indexOf(COMMAND))));
  }

  @Test
  void service_startsACommandLineThatTheCommandAccepts_andTheTimerStartsIt() throws IOException {
    Map<String, String> service = unit("analytix.service");

    List<String> words = words(service.get("Service.ExecStart"));
    assertThat(words.get(0)).isEqualTo(COMMAND);
    assertIsNightlyRun(words);
    assertThat(service).containsEntry("Service.Type", "oneshot");
    assertThat(service).containsEntry("Service.SuccessExitStatus", "3");
    assertThat(unit("analytix.timer")).containsKey("Timer.OnCalendar");
  }

  @Test
  void compose_runsAReadOnlyContainer_withACommandLineThatTheCommandAccepts() throws IOException {
    Map<?, ?> file =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(FILES.resolve("compose.yaml")));
    Map<?, ?> service = (Map<?, ?>) ((Map<?, ?>) file.get("services")).get("analytix");

    assertThat(service.get("image")).isEqualTo("analytix:" + version());
    assertThat(service.get("read_only")).isEqualTo(true);
    List<String> words = new ArrayList<>(List.of(COMMAND));
    ((List<?>) service.get("command")).forEach(word -> words.add((String) word));
    assertIsNightlyRun(words);
  }

  @Test
  void image_startsTheJvmWithTheFlagsOfTheLauncher() throws IOException {
    List<String> flags =
        Pattern.compile("<jvmFlag>(.*)</jvmFlag>")
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map(flag -> flag.group(1))
            .toList();

    assertThat(Files.readString(Path.of("src/main/sh/start.sh")).replace("\\\n", ""))
        .contains("flags=\"$allow " + String.join(" ", flags) + "\"");
  }

  private static void assertIsNightlyRun(List<String> words) {
    assertThat(words.get(1)).isEqualTo(RunCommand.class.getAnnotation(Command.class).name());
    AnalytixOptions options = OptionsParser.parse(words.subList(2, words.size()));
    RunConfiguration request = RunConfiguration.of(options, Clock.systemUTC());
    assertThat(request.reports().stream().map(ReportDefinition::name))
        .containsExactly("channel_daily", "geography_daily")
        .inOrder();
    assertThat(options.getTokenRecords()).isEqualTo("file:tokens");
    assertThat(options.getClientSecrets()).isEqualTo("file:client_secret.json");
    assertThat(options.getOutput()).isEqualTo("youtube");
  }

  /** The entries of a unit file, {@code Section.Key}. */
  private static Map<String, String> unit(String file) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    String section = "";
    for (String line : String.join("\n", lines(file)).replace("\\\n", " ").split("\n")) {
      if (line.startsWith("[")) {
        assertThat(line).matches("\\[(Unit|Service|Timer|Install)]");
        section = line.substring(1, line.length() - 1);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String[] entry = line.split("=", 2);
        assertThat(entry).hasLength(2);
        assertThat(entries.put(section + "." + entry[0], entry[1])).isNull();
      }
    }
    return entries;
  }

  private static String version() throws IOException {
    return Files.readString(Path.of("../pom.xml")).split("<version>")[1].split("<")[0];
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(FILES.resolve(file));
  }
}
