// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.pipelines.coverage.Outcomes.day;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.Outcomes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTimelineTest {
  private static final Outcome ANSWER =
      Outcomes.of("views", "alpha").ok(day("2026-03-01"), day("2026-03-01"));

  @Test
  void busiestMinutes_noRequests_returnsEmpty() {
    RequestTimeline timeline = new RequestTimeline();
    timeline.add(Outcomes.sent(ANSWER, Duration.ZERO, Duration.ZERO, 0));

    assertThat(timeline.count()).isEqualTo(0);
    assertThat(timeline.busiestMinutes(Duration.ofSeconds(1))).isEmpty();
  }

  @Test
  void busiestMinutes_sixtySecondsApart_doNotShareAMinute() {
    RequestTimeline timeline = sent(0, 59_999, 60_000);

    assertThat(timeline.busiestMinutes(Duration.ofSeconds(30)))
        .asList()
        .containsExactly(1, 2, 2)
        .inOrder();
  }

  @Test
  void busiestMinutes_idleInterval_dropsRequestsOlderThanAMinute() {
    RequestTimeline timeline = sent(0, 1, 2, 150_000);

    assertThat(timeline.busiestMinutes(Duration.ofSeconds(30)))
        .asList()
        .containsExactly(3, 3, 2, 0, 0, 1)
        .inOrder();
  }

  @Test
  void add_retries_areSpreadEvenlyUntilTheEnd() {
    RequestTimeline timeline = new RequestTimeline();
    timeline.add(Outcomes.sent(ANSWER, Duration.ZERO, Duration.ofSeconds(9), 3));

    assertThat(timeline.count()).isEqualTo(3);
    assertThat(timeline.span()).isEqualTo(Duration.ofSeconds(6));
    assertThat(timeline.busiestMinutes(Duration.ofSeconds(2)))
        .asList()
        .containsExactly(1, 2, 2, 3)
        .inOrder();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void busiestMinutes_anyRequests_returnsTheMaximumOfEachInterval(long seed) {
    Random random = new Random(seed);
    long[] times = random.longs(200, 0, 400_000).toArray();
    times[0] = 0;
    int interval = 7_000;

    int[] busiest = sent(times).busiestMinutes(Duration.ofMillis(interval));

    long last = Arrays.stream(times).max().orElseThrow();
    for (int i = 0; i < busiest.length; i++) {
      long begin = (long) i * interval;
      long most = 0;
      for (long end = begin; end < begin + interval && end <= last; end++) {
        most = Math.max(most, within(times, end));
      }
      assertWithMessage("seed %s, interval %s", seed, i).that(busiest[i]).isEqualTo(most);
    }
  }

  private static long within(long[] times, long end) {
    return Arrays.stream(times).filter(time -> time > end - 60_000 && time <= end).count();
  }

  private static RequestTimeline sent(long... millis) {
    RequestTimeline timeline = new RequestTimeline();
    for (long time : millis) {
      timeline.add(Outcomes.sent(ANSWER, Duration.ofMillis(time), Duration.ofMillis(100), 1));
    }
    return timeline;
  }
}
