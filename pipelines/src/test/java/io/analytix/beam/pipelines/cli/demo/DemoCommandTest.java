// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.StagedCheckout;
import io.analytix.beam.pipelines.cli.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void demo_inACheckoutAndAgainWithSecretManager_succeedsAndChangesNothing() throws Exception {
    String output = "--output=" + folder.resolve("demo-output");

    StagedCheckout.Ended first = new StagedCheckout(folder).sh(StagedCheckout.DEMO);
    Workbench.Printed second = Workbench.analytix("demo", "--secrets", output);

    assertWithMessage(first.err()).that(first.exitCode()).isEqualTo(0);
    assertThat(first.out())
        .contains("FAILED TOKEN_REVOKED harbour-chess: 118 requests of all 23 reports\n");
    assertThat(first.out()).contains("2026-03-11  fjord-films\n");
    assertThat(first.out())
        .containsMatch("COVERAGE +CHANNELS +REQUESTED +ANSWERED +TRUNC +EMPTY +FAILED\n");
    assertThat(first.out()).containsMatch("\nchannel_daily +8 × 20 days +160 +125 +0 +15 +20\n");
    assertThat(first.out()).containsMatch("\ngroups +8 +2 +5 +0 +1 +4\n");
    assertThat(first.out()).containsMatch("\ngroup_items +8 +2 +5 +0 +1 +71\n");
    assertThat(Files.readString(pages(first.out()).get(0))).contains("TOKEN_REVOKED");
    assertThat(first.out())
        .contains("Newer files of channel_reach_basic_a1 replaced 1 stored day; 3 rows differ.");
    assertThat(Files.readString(pages(first.out()).get(1))).contains("<h2>Bulk jobs</h2>");
    Workbench.Printed compared = Workbench.analytix("reconcile", output, "--tolerance=0");
    assertWithMessage(compared.all()).that(compared.exitCode()).isEqualTo(0);
    assertThat(compared.out()).contains("Compared channel_basic_a3 with channel_daily: ");
    assertWithMessage(second.all()).that(second.exitCode()).isEqualTo(0);
    assertThat(pages(second.out()).get(0)).isNotEqualTo(pages(first.out()).get(0));
    assertThat(second.out()).contains("Nothing changed: ");
    assertThat(second.err()).contains("Simulated Secret Manager: 127.0.0.1:");
    assertGuideReadsEveryTable(folder.resolve("demo-output"));
  }

  /** The query of the guide, for each table of the output. */
  private static void assertGuideReadsEveryTable(Path output) throws IOException {
    String guide = Files.readString(Path.of("..", "src", "site", "getting-started.md"));
    String query = guide.split("```sql\n")[1].split(";")[0];
    assertThat(query).contains("'youtube/channel_daily/");
    List<String> tables = new ArrayList<>();
    try (Stream<Path> folders = Files.list(output);
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (Path table : folders.filter(path -> !hidden(path)).sorted().toList()) {
        String rows = query.replace("youtube/channel_daily/", table + "/");
        String stored = "SELECT sum(num_rows) FROM parquet_file_metadata('%s/**/*.parquet')";
        try (ResultSet both =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM (%s)), (%s)"
                    .formatted(rows, stored.formatted(table)))) {
          both.next();
          assertWithMessage(table.toString()).that(both.getLong(1)).isGreaterThan(0);
          assertWithMessage(table.toString()).that(both.getLong(1)).isEqualTo(both.getLong(2));
        }
        tables.add(table.getFileName().toString());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    assertThat(tables).containsAtLeast("channel_daily", "videos", "groups", "group_items");
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().matches("[._].*");
  }

  private List<Path> pages(String printed) {
    return printed
        .lines()
        .filter(line -> line.startsWith("Page: "))
        .map(line -> folder.resolve(line.substring("Page: ".length())))
        .toList();
  }
}
