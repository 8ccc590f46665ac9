// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.SimulatedChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of snapshots that no response has refreshed for 30 days. */
final class ExpiredRowsTest extends SnapshotFixture {
  private static final Pattern COMMAND = Pattern.compile("'analytix (channels forget [^']*)'");

  ExpiredRowsTest() {
    super(
        LocalDate.parse("2026-03-10"),
        SimulatedChannel.named("alpine").videoCount(3).build(),
        SimulatedChannel.named("baker").videoCount(2).build());
  }

  @BeforeEach
  void consentOfTheOwner() throws Exception {
    bench.google.writeTokenRecord(bench.tokens, world.contentOwners().get(0));
  }

  @Test
  void parquet_rowsOfRemovedRecordsAndReportsNotRequested_areNamedWithTheCommandThatRemovesThem()
      throws Exception {
    expire(false);
    assertThat(bench.files().keySet().stream().filter(file -> !file.startsWith(".")).toList())
        .containsExactly(
            "channel_daily/year_month=2026-03/" + alpine.id() + ".parquet",
            "channels/" + alpine.id() + ".parquet");
  }

  @Test
  void bigQuery_rowsOfRemovedRecordsAndReportsNotRequested_areNamedWithTheCommandThatRemovesThem()
      throws Exception {
    expire(true);
    assertThat(bigQuery.query("SELECT channel_id FROM ds.channels").toString())
        .isEqualTo("[{channel_id=" + alpine.id() + "}]");
    assertThat(bigQuery.query("SELECT channel_id FROM ds.videos")).isEmpty();
    assertThat(bigQuery.query("SELECT DISTINCT channel_id FROM ds.channel_daily")).hasSize(1);
  }

  private void expire(boolean inBigQuery) throws Exception {
    Instant now = Clock.systemUTC().instant();
    // Unchanged rows keep their fetched_at of 70 days ago, but were refreshed 29 days ago.
    night(inBigQuery, now.minus(Duration.ofDays(70)), read -> read);
    night(inBigQuery, now.minus(Duration.ofDays(29)), read -> read);
    Files.delete(bench.tokens.resolve("baker.json"));
    Files.delete(bench.tokens.resolve("network.json"));

    Printed fresh = run(inBigQuery, now);

    assertWithMessage(fresh.all()).that(fresh.exitCode()).isEqualTo(0);
    assertThat(commands(fresh)).isEmpty();

    // Two days later, those of baker and of alpine's videos are 31 days old.
    Instant later = now.plus(Duration.ofDays(2));
    Printed expired = run(inBigQuery, later);

    String rest =
        " --tokenRecords=file:"
            + bench.tokens
            + (inBigQuery ? " --outputDataset=proj:ds" : " --output=" + bench.output);
    assertThat(commands(expired))
        .containsExactly(
            "channels forget " + alpine.id() + " --rows --tables=videos" + rest,
            "channels forget " + baker.id() + " --rows --tables=channels,videos" + rest,
            "channels forget " + baker.id() + "@network --rows --tables=channels,videos" + rest);
    assertThat(expired.out())
        .contains(
            "Mind: the rows of "
                + alpine.id()
                + " in videos were last refreshed more than 30 days ago, and YouTube's terms want"
                + " them refreshed or deleted: request them again, or run 'analytix channels");

    for (String command : commands(expired)) {
      List<String> line = new ArrayList<>(Arrays.asList(command.split(" ")));
      line.add("--yes");
      if (inBigQuery) {
        line.add("--bigQueryEndpoint=" + bigQuery.endpoint());
      }
      Printed removed = Workbench.analytix(line.toArray(String[]::new));
      assertWithMessage(removed.all()).that(removed.exitCode()).isEqualTo(0);
      assertThat(removed.out()).containsMatch("Deleted [1-9] rows of ");
    }

    Printed clean = run(inBigQuery, later);
    assertThat(commands(clean)).isEmpty();
    assertThat(Files.exists(bench.tokens.resolve("alpine.json"))).isTrue();
  }

  /** Runs the command at this time, without the report videos. */
  private Printed run(boolean inBigQuery, Instant now) {
    return run(
        inBigQuery,
        Clock.fixed(now, ZoneOffset.UTC),
        "--reports=channels,channel_daily",
        "--lookbackDays=7");
  }

  private static List<String> commands(Printed printed) {
    List<String> commands = new ArrayList<>();
    Matcher found = COMMAND.matcher(printed.out());
    while (found.find()) {
      commands.add(found.group(1));
    }
    return commands;
  }
}
