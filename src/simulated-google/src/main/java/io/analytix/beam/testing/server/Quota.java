// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The quota of one API: per 60 seconds, per user and window, and per Pacific day. A request costs
 * one unit, even if refused.
 */
public final class Quota {
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final String service;
  private final Clock clock;
  private final SlidingWindow ofProject = new SlidingWindow(MINUTE);
  private final Map<String, SlidingWindow> ofUsers = new HashMap<>();
  private int perMinute = Integer.MAX_VALUE;
  private int perUser = Integer.MAX_VALUE;
  private Duration userWindow = MINUTE;
  private int perDay = Integer.MAX_VALUE;
  private LocalDate day = LocalDate.MIN;
  private int usedToday;

  /** Creates an unlimited quota of a service such as {@code youtube.googleapis.com}. */
  Quota(String service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  public synchronized void perMinute(int requests) {
    perMinute = requests;
  }

  /** Limits each user. Counts of earlier windows are discarded. */
  public synchronized void perUser(int requests, Duration window) {
    perUser = requests;
    userWindow = window;
    ofUsers.clear();
  }

  public synchronized void perDay(int requests) {
    perDay = requests;
  }

  /** Returns the number of requests in the current Pacific day. */
  public synchronized int usedToday() {
    turnPage(clock.instant());
    return usedToday;
  }

  /** Counts a request, and returns an error if it exceeds the quota. */
  synchronized Optional<HttpReply> refusal(String user) {
    Instant now = clock.instant();
    turnPage(now);
    usedToday++;
    int inMinute = ofProject.arrive(now);
    int ofUser = ofUsers.computeIfAbsent(user, any -> new SlidingWindow(userWindow)).arrive(now);
    if (usedToday > perDay) {
      return Optional.of(Limit.day(perDay).refusal(service));
    }
    if (inMinute > perMinute) {
      return Optional.of(Limit.minute(perMinute).refusal(service));
    }
    return ofUser > perUser
        ? Optional.of(Limit.user(perUser, userWindow).refusal(service))
        : Optional.empty();
  }

  private void turnPage(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, PACIFIC);
    if (!today.equals(day)) {
      day = today;
      usedToday = 0;
    }
  }
}
