// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What the project may ask: so many reports in any 60 seconds, so many in a Pacific day. */
final class Quota {
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final Clock clock;
  private final Deque<Instant> arrivals = new ArrayDeque<>();
  private int perMinute = Integer.MAX_VALUE;
  private int perDay = Integer.MAX_VALUE;
  private LocalDate day = LocalDate.MIN;
  private int askedToday;

  Quota(Clock clock) {
    this.clock = clock;
  }

  synchronized void perMinute(int reports) {
    perMinute = reports;
  }

  synchronized void perDay(int reports) {
    perDay = reports;
  }

  /** Counts an arrival, refused or not, and returns the refusal if it is one too many. */
  synchronized Optional<Answer> refusal() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, PACIFIC);
    if (!today.equals(day)) {
      day = today;
      askedToday = 0;
    }
    askedToday++;
    arrivals.addLast(now);
    Instant edge = now.minus(MINUTE);
    while (!arrivals.peekFirst().isAfter(edge)) {
      arrivals.removeFirst();
    }
    if (askedToday > perDay) {
      return Optional.of(ApiError.dayQuota(perDay));
    }
    return arrivals.size() > perMinute
        ? Optional.of(ApiError.minuteQuota(perMinute))
        : Optional.empty();
  }
}
