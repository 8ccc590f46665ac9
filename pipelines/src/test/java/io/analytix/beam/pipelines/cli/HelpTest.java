// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "authorise",
        "reports",
        "reports check",
        "channels",
        "channels add",
        "channels check",
        "channels forget",
        "channels list",
        "plan",
        "run",
        "query",
        "output",
        "output check"
      })
  void help_ofEveryCommand_isAsApprovedAndFitsThePage(String command) throws Exception {
    Workbench.Printed printed = Workbench.analytix((command + " --help").strip().split(" "));

    assertThat(printed.exitCode()).isEqualTo(0);
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).doesNotContain("${");
    printed
        .out()
        .lines()
        .filter(line -> line.matches(" +(analytix |--).*[*].*"))
        .filter(line -> line.contains("my-project"))
        .forEach(line -> assertWithMessage(line).that(line).containsMatch("'[^' ]+[*]'"));
    GoldenFile.assertApproved(("help " + command).strip().replace(' ', '-'), printed.out());
    printed
        .out()
        .lines()
        .forEach(line -> assertWithMessage(line).that(line.length()).isAtMost(TextWrap.PAGE));
  }

  @Test
  void help_ofReports_showsAReportsFileThatIsAccepted(@TempDir Path folder) throws Exception {
    String help = Workbench.analytix("reports", "--help").out();
    Path file =
        Files.writeString(folder.resolve("r.yaml"), help.substring(help.indexOf("  reports:")));

    Workbench.Printed printed =
        Workbench.analytix("reports", "--reportsFile=" + file, "us_states_daily");

    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).contains("estimated_minutes_watched");
  }

  @Test
  void help_addressInAnOption_isNotBroken() {
    String help = Workbench.analytix("run", "--help").out();

    assertThat(help).contains("secretmanager:projects/PROJECT/secrets/PREFIX*");
    assertThat(help).contains("secretmanager:projects/PROJECT/secrets/NAME");
    assertThat(help).contains(";labels.KEY=VALUE");
    assertThat(help).contains("gs://BUCKET/FOLDER");
  }

  @Test
  void help_everyPipelineOption_isInAGroup() {
    assertThat(Workbench.analytix("run", "--help").out()).doesNotContain("Others:");
  }

  @Test
  void help_requestedInAnotherWay_isTheSame() {
    assertThat(Workbench.analytix("help", "run").out())
        .isEqualTo(Workbench.analytix("run", "--help").out());
    assertThat(Workbench.analytix("channels").out())
        .isEqualTo(Workbench.analytix("channels", "-h").out());
    assertThat(Workbench.analytix().out()).isEqualTo(Workbench.analytix("--help").out());
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(Workbench.analytix("--version").out()).contains("0.");
  }
}
