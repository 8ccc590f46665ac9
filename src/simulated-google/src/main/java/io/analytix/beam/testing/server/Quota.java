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
 * What may be asked of one API: so much in any 60 seconds, so much by one user in a shorter or
 * longer while, so much in a Pacific day. A request is one unit, refused ones counted.
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

  /** A quota without limits of a service such as {@code youtube.googleapis.com}. */
  Quota(String service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  public synchronized void perMinute(int requests) {
    perMinute = requests;
  }

  /** Limits each user; what was counted before in windows of another length is forgotten. */
  public synchronized void perUser(int requests, Duration window) {
    perUser = requests;
    userWindow = window;
    ofUsers.clear();
  }

  public synchronized void perDay(int requests) {
    perDay = requests;
  }

  /** Returns how many requests were counted in the Pacific day that it is now. */
  public synchronized int usedToday() {
    turnPage(clock.instant());
    return usedToday;
  }

  /** Counts an arrival, refused or not, and returns the refusal if it is one too many. */
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
