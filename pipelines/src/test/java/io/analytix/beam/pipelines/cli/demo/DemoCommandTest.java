// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void demo_secondRunWithSecretManager_succeedsAndChangesNothing() throws IOException {
    String output = "--output=" + folder.resolve("demo");

    Workbench.Printed first = Workbench.analytix("demo", output);
    Workbench.Printed second = Workbench.analytix("demo", "--secrets", output);

    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);
    assertThat(first.out()).contains("FAILED TOKEN_REVOKED harbour-chess");
    assertThat(first.out()).contains("2026-03-11  fjord-films\n");
    assertThat(first.out())
        .containsMatch("COVERAGE +CHANNELS +REQUESTED +ANSWERED +EMPTY +UNCONF +FAILED");
    assertThat(first.out()).containsMatch("\nchannel_daily +8 × 20 days +160 +125 +15 +0 +20 +0\n");
    assertThat(first.out()).containsMatch("\ngroups +8 +2 +5 +0 +1 +4\n");
    assertThat(first.out()).containsMatch("\ngroup_items +8 +2 +5 +0 +1 +71\n");
    assertThat(Files.readString(pages(first.out()).get(0))).contains("TOKEN_REVOKED");
    assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(0);
    assertThat(pages(second.out()).get(0)).isNotEqualTo(pages(first.out()).get(0));
    assertThat(second.out()).contains("Nothing changed: ");
    assertThat(second.err()).contains("Simulated Secret Manager: 127.0.0.1:");
  }

  private static List<Path> pages(String printed) {
    return printed
        .lines()
        .filter(line -> line.startsWith("Page: "))
        .map(line -> Path.of(line.substring("Page: ".length())))
        .toList();
  }
}
