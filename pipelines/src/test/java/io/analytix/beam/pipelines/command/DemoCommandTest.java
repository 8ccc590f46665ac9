// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void demo_twice_isAsStagedAndChangesNothingTheSecondTime() {
    String output = "--output=" + folder.resolve("demo");

    Workbench.Printed first = Workbench.analytix("demo", output);
    Workbench.Printed second = Workbench.analytix("demo", output);

    assertWithMessage(first.all()).that(first.exitCode()).isEqualTo(0);
    assertThat(first.out()).contains("FAILED TOKEN_REVOKED harbour-chess");
    assertThat(first.out()).contains("2026-03-11  fjord-films\n");
    assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(0);
    assertThat(second.out()).contains("Nothing changed: ");
  }
}
