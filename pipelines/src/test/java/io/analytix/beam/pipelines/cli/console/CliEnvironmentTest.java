// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.pipelines.cli.Workbench;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CliEnvironmentTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "true, none, true",
        "false, none, false",
        "true, NO_COLOR=1, false",
        "true, NO_COLOR=, true",
        "true, NO_COLOR=1 CLICOLOR_FORCE=1, false",
        "true, CLICOLOR=0, false",
        "true, TERM=dumb, false",
        "false, CLICOLOR_FORCE=1, true",
        "false, CLICOLOR_FORCE=0, false",
        "true, CLICOLOR_FORCE=0, true",
      })
  void outColors_terminalAndVariables_decideAboutColours(
      boolean watched, String variables, boolean coloured) {
    String painted = environment(watched, variables).outColors().bad("no");

    assertThat(painted).isEqualTo(coloured ? "\u001b[31mno\u001b[39m\u001b[0m" : "no");
  }

  @ParameterizedTest
  @CsvSource({
    "true, X=1, 80",
    "false, X=1, 100",
    "true, COLUMNS=132, 132",
    "false, COLUMNS=60, 60",
    "true, COLUMNS=3, 40",
    "true, COLUMNS=wide, 80"
  })
  void outWidth_terminalAndVariables_decideAboutTheWidth(
      boolean watched, String variables, int width) {
    assertThat(environment(watched, variables).outWidth()).isEqualTo(width);
  }

  @Test
  void colors_textLikeMarkup_isNotInterpreted() {
    assertThat(environment(true, null).outColors().good("@|bold x|@")).contains("@|bold x|@");
    assertThat(AnsiColors.NONE.good("@|bold x|@")).isEqualTo("@|bold x|@");
  }

  @Test
  void help_onATerminal_isInColour() {
    String plain = Workbench.analytix("run", "--help").out();
    String coloured = Workbench.analytix(environment(true, null), "run", "--help").out();

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  private static CliEnvironment environment(boolean watched, String variables) {
    Map<String, String> environment =
        variables == null
            ? Map.of()
            : Arrays.stream(variables.split(" "))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new CliEnvironment(watched, false, environment, Clock.systemUTC(), System::nanoTime);
  }
}
