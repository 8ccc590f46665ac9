// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The times at which the requests of a run were sent, derived from its outcomes: the first attempt
 * of each to the millisecond, retries spread evenly over the time until it ended.
 */
public final class RequestTimeline {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private long[] millis = new long[1024];
  private int count;
  private boolean sorted = true;

  RequestTimeline() {}

  void add(Outcome outcome) {
    long start = outcome.startedAt().toEpochMilli();
    long span = Math.max(0, outcome.finishedAt().toEpochMilli() - start);
    for (int i = 0; i < outcome.requests(); i++) {
      add(start + span * i / outcome.requests());
    }
  }

  private void add(long time) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, 2 * count);
    }
    millis[count++] = time;
    sorted = false;
  }

  /** The number of sent requests, including retries. */
  public int count() {
    return count;
  }

  /**
   * For each interval of this length, the maximum number of requests in any 60 seconds that end in
   * it. The first interval begins with the first request, the last one contains the last request;
   * empty if no request was sent.
   */
  public int[] busiestMinutes(Duration length) {
    if (count == 0) {
      return new int[0];
    }
    sort();
    int[] busiest = new int[interval(millis[count - 1], length) + 1];
    int oldest = 0;
    int newest = 0;
    for (int i = 0; i < busiest.length; i++) {
      oldest = since(millis[0] + i * length.toMillis() - MINUTE, oldest, newest);
      busiest[i] = newest - oldest;
      while (newest < count && interval(millis[newest], length) == i) {
        oldest = since(millis[newest] - MINUTE, oldest, newest);
        newest++;
        busiest[i] = Math.max(busiest[i], newest - oldest);
      }
    }
    return busiest;
  }

  /** The first request after {@code time}, of those from {@code oldest} until {@code newest}. */
  private int since(long time, int oldest, int newest) {
    int first = oldest;
    while (first < newest && millis[first] <= time) {
      first++;
    }
    return first;
  }

  private int interval(long time, Duration length) {
    return Math.toIntExact((time - millis[0]) / length.toMillis());
  }

  /**
   * The time from the first to the last request.
   *
   * @throws IllegalStateException if no request was sent
   */
  public Duration span() {
    return Duration.between(first(), Instant.ofEpochMilli(millis[count - 1]));
  }

  /**
   * The time of the first request.
   *
   * @throws IllegalStateException if no request was sent
   */
  public Instant first() {
    if (count == 0) {
      throw new IllegalStateException("no request was sent");
    }
    sort();
    return Instant.ofEpochMilli(millis[0]);
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(millis, 0, count);
      sorted = true;
    }
  }
}
