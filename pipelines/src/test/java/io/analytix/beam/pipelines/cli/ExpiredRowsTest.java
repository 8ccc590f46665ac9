// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.testing.SimulatedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
  }

  private void expire(boolean inBigQuery) throws Exception {
    Instant now = Clock.systemUTC().instant();
    night(inBigQuery, now.minus(Duration.ofDays(70)), read -> read);
    // Baker's unchanged rows keep their fetched_at of 70 days ago, but were refreshed 29 days ago.
    Path[] records = {bench.tokens.resolve("alpine.json"), bench.tokens.resolve("network.json")};
    byte[] alpines = Files.readAllBytes(records[0]);
    for (Path record : records) {
      Files.delete(record);
    }
    night(inBigQuery, now.minus(Duration.ofDays(29)), read -> read);
    Files.write(records[0], alpines);
    Files.delete(bench.tokens.resolve("baker.json"));

    Printed expired = run(inBigQuery, now);

    String rest =
        " --tokenRecords=file:"
            + bench.tokens
            + (inBigQuery ? " --outputDataset=proj:ds" : " --output=" + bench.output);
    assertWithMessage(expired.all()).that(expired.exitCode()).isEqualTo(0);
    assertThat(commands(expired))
        .containsExactly(
            "channels forget " + alpine.id() + " --rows --tables=videos" + rest,
            "channels forget " + baker.id() + "@network --rows --tables=channels,videos" + rest);
    assertThat(expired.out())
        .contains(
            "Mind: the rows of "
                + alpine.id()
                + " in videos were last refreshed more than 30 days ago, and YouTube's terms want"
                + " them refreshed or deleted: request them again, or run 'analytix channels");
    forget(inBigQuery, commands(expired));

    // Two days later, baker's are 31 days old; what was deleted is not named again.
    Printed later = run(inBigQuery, now.plus(Duration.ofDays(2)));

    assertThat(commands(later))
        .containsExactly(
            "channels forget " + baker.id() + " --rows --tables=channels,videos" + rest);
    forget(inBigQuery, commands(later));
    assertThat(Files.exists(records[0])).isTrue();
  }

  private void forget(boolean inBigQuery, List<String> commands) {
    for (String command : commands) {
      List<String> line = new ArrayList<>(Arrays.asList(command.split(" ")));
      line.add("--yes");
      if (inBigQuery) {
        line.add("--bigQueryEndpoint=" + bigQuery.endpoint());
      }
      Printed removed = Workbench.analytix(line.toArray(String[]::new));
      assertWithMessage(removed.all()).that(removed.exitCode()).isEqualTo(0);
      assertThat(removed.out()).containsMatch("Deleted [1-9] rows of ");
    }
  }

  /** Runs the command at this time, without the report videos. */
  private Printed run(boolean inBigQuery, Instant now) {
    return run(
        inBigQuery,
        Clock.fixed(now, ZoneOffset.UTC),
        inBigQuery ? "--reports=channels" : "--reports=channels,channel_daily",
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
