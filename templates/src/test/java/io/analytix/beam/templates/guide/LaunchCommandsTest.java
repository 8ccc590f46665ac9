// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.guide;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.analytix.beam.templates.LaunchRules;
import io.analytix.beam.templates.TemplateForm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the guide as a shell and {@code gcloud} read them. */
final class LaunchCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<Path> LAUNCHES =
      List.of(ROOT.resolve("src/site/nightly-on-dataflow.md"), ROOT.resolve("templates/README.md"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```");

  /** What a command line begins with in a block without a language. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^(\\./analytix|gcloud|mvn|java|export|terraform|bq|docker|analytix) ");

  /** The shell of a prompt, and the one of a Mac, which stops at a star that matches no file. */
  @ParameterizedTest
  @ValueSource(strings = {"sh", "zsh"})
  void launches_typedInAShell_passTheIntendedParameters(String shell) throws Exception {
    assumeTrue(isThere(shell), "skipped: there is no " + shell + " on the PATH");
    for (Path page : LAUNCHES) {
      List<String> launches =
          blocks(page).stream().filter(block -> block.contains("flex-template run")).toList();
      assertThat(launches).hasSize(1);
      for (String launch : launches) {
        Map<String, String> parameters = parameters(argument(shell, launch));

        assertThat(parameters)
            .containsAtLeast(
                "tokenRecords", "secretmanager:projects/my-project/secrets/analytix-channel-*",
                "clientSecrets", "secretmanager:projects/my-project/secrets/analytix-client",
                "outputDataset", "my-project:youtube_analytics",
                "reports", "channel_daily,geography_daily");
        assertThat(LaunchRules.violations(TemplateForm.nightly(), parameters)).isEmpty();
      }
    }
  }

  @Test
  void parameters_withCommas_areSplitByGcloud() {
    assertThat(parameters("reports=a,b,startDate=c").get("reports")).isEqualTo("a");
    assertThat(parameters("^:^reports=a,b:x=y=z")).containsExactly("reports", "a,b", "x", "y=z");
  }

  @Test
  void commands_ofEveryPage_quoteTheirStars() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("src/site", "templates", "terraform")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    int stars = 0;
    for (Path page : pages) {
      for (String block : blocks(page)) {
        assertWithMessage("%s: %s", page, block).that(unquoted(block)).doesNotContain("*");
        stars += block.contains("*") ? 1 : 0;
      }
    }
    assertThat(stars).isAtLeast(4);
    assertThat(unquoted("a '*' \"*\" \\\n *")).isEqualTo("a   \n *");
  }

  /** Blocks of commands: those marked as shell, and unmarked ones that begin with a command. */
  private static List<String> blocks(Path page) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(
            block ->
                block.group(1).equals("sh")
                    || (block.group(1).isEmpty() && COMMAND.matcher(block.group(2)).find()))
        .map(block -> block.group(2))
        .toList();
  }

  /** Without what stands between quotes, and without escapes. */
  private static String unquoted(String block) {
    return block.replaceAll("'[^']*'|\"[^\"]*\"|\\\\", "");
  }

  /** The value of {@code --parameters} that a shell passes on. */
  private static String argument(String shell, String launch) throws Exception {
    String script =
        "PROJECT=my-project REGION=europe-west1\n"
            + "gcloud() { for each in \"$@\"; do printf '%s\\n' \"$each\"; done; }\n"
            + launch;
    List<String> command = new ArrayList<>(List.of(shell));
    if (shell.equals("zsh")) {
      command.add("-f");
    }
    command.addAll(List.of("-c", script));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertWithMessage(said).that(process.waitFor()).isEqualTo(0);
    String option = "--parameters=";
    List<String> found = said.lines().filter(line -> line.startsWith(option)).toList();
    assertThat(found).hasSize(1);
    return found.get(0).substring(option.length());
  }

  /** As {@code gcloud topic escaping} says. */
  private static Map<String, String> parameters(String argument) {
    boolean chosen = argument.matches("\\^[^^]+\\^.*");
    String separator = chosen ? argument.substring(1, argument.indexOf('^', 1)) : ",";
    String list = chosen ? argument.substring(argument.indexOf('^', 1) + 1) : argument;
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : list.split(Pattern.quote(separator), -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    return parameters;
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
