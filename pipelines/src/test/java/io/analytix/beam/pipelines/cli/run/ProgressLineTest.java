// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.StepClock;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-03-14");

  private final StringWriter printed = new StringWriter();
  private final StepClock clock = new StepClock(0);
  private final LocalMonitor monitor = LocalMonitor.begin();

  @Test
  void show_onATerminal_overwritesTheLine() {
    ProgressLine line = line(true);
    monitor.started("run", 1000);
    ends(Status.OK, 200);
    seconds(20);
    line.show();
    ends(Status.OK, 100);
    ends(Status.FAILED, 2);
    seconds(20);
    line.show();
    line.end();

    assertThat(printed.toString().split("\r"))
        .asList()
        .containsExactly(
            "",
            "200 of 1,000 requests (20 %), 600 sent per minute, 80 s left",
            "302 of 1,000 requests (30 %), 453 sent per minute, 2 min left, 2 failed",
            " "
                .repeat(
                    "302 of 1,000 requests (30 %), 453 sent per minute, 2 min left, 2 failed"
                        .length()))
        .inOrder();
  }

  @Test
  void show_limitedByQuota_printsQuotaLimit() {
    ProgressLine line = line(true);
    monitor.started("run", 100);
    ends(Status.OK, 50);
    monitor.throttled(8_000);
    seconds(10);
    line.show();

    assertThat(printed.toString()).contains("300 sent per minute (quota limit), 10 s left");
  }

  @Test
  void show_requestsEndWithoutBeingSent_doNotCountAsSent() {
    ProgressLine line = line(true);
    monitor.started("run", 10_000);
    for (int i = 0; i < 100; i++) {
      monitor.sent(i % 10 == 0);
    }
    ended(Status.FAILED, 400);
    seconds(10);
    line.show();

    assertThat(printed.toString())
        .isEqualTo("\r400 of 10,000 requests (4 %), 600 sent per minute, 4 min left, 400 failed");
  }

  @Test
  void show_onAWideTerminal_usesItsWidth() {
    ProgressLine line = line(true, Map.of("COLUMNS", "132"));
    monitor.started("run", 1_200_000);
    ends(Status.FAILED, 100_000);
    monitor.throttled(600_000);
    seconds(600);
    line.show();

    assertThat(printed.toString()).endsWith("100,000 failed");
  }

  @Test
  void show_afterASlowStart_printsTheRateOfTheLastMinute() {
    ProgressLine line = line(true);
    monitor.started("run", 10_000);
    for (int second = 0; second < 120; second++) {
      ends(Status.OK, second < 60 ? 1 : 10);
      seconds(1);
      line.show();
    }

    assertThat(printed.toString())
        .endsWith("660 of 10,000 requests (6 %), 600 sent per minute, 16 min left");
  }

  @Test
  void show_bigRunOnATerminal_doesNotWrap() {
    ProgressLine line = line(true);
    monitor.started("run", 1_200_000);
    ends(Status.FAILED, 100_000);
    monitor.throttled(600_000);
    seconds(600);
    line.show();

    assertThat(printed.toString().length()).isEqualTo(TextWrap.PAGE);
    assertThat(printed.toString()).startsWith("\r100,000 of 1,200,000 requests (8 %)");
  }

  @Test
  void show_allRequestsEnded_printsStoring() {
    ProgressLine line = line(true);
    monitor.started("run", 3);
    ends(Status.EMPTY, 3);
    seconds(1);
    line.show();

    assertThat(printed.toString())
        .isEqualTo("\r3 of 3 requests (100 %), 180 sent per minute, storing");
  }

  @Test
  void show_withoutTerminal_printsOneLinePerMinute() {
    ProgressLine line = line(false);
    monitor.started("run", 1000);
    for (int second = 0; second < 150; second++) {
      ends(Status.OK, 1);
      seconds(1);
      line.show();
    }
    line.end();

    assertThat(printed.toString().lines().toList())
        .containsExactly(
            "60 of 1,000 requests (6 %), 60 sent per minute, 16 min left",
            "120 of 1,000 requests (12 %), 60 sent per minute, 15 min left")
        .inOrder();
  }

  @Test
  void show_beforeThePlanIsKnown_printsNothing() {
    line(true).show();

    assertThat(printed.toString()).isEmpty();
  }

  private ProgressLine line(boolean terminal) {
    return line(terminal, Map.of());
  }

  private ProgressLine line(boolean terminal, Map<String, String> variables) {
    return new ProgressLine(
        monitor,
        new PrintWriter(printed, true),
        new CliEnvironment(false, terminal, variables, Clock.systemUTC(), clock));
  }

  private void seconds(long seconds) {
    clock.pass(TimeUnit.SECONDS.toNanos(seconds));
  }

  private void ends(Status status, int times) {
    for (int i = 0; i < times; i++) {
      monitor.sent(false);
    }
    ended(status, times);
  }

  private void ended(Status status, int times) {
    @Nullable LocalDate answered = status.hasRows() ? DAY : null;
    @Nullable Cause cause = status == Status.FAILED ? Cause.BACKEND : null;
    for (int i = 0; i < times; i++) {
      monitor.ended(
          Outcome.builder()
              .runId("run")
              .tokenRecord("record")
              .report("channel_daily")
              .startDate(DAY)
              .endDate(DAY)
              .answeredFrom(answered)
              .answeredThrough(answered)
              .status(status)
              .cause(cause)
              .startedAt(NOW)
              .finishedAt(NOW)
              .build());
    }
  }
}
