// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * When the requests of a run were sent, as far as its outcomes tell: the first sending of each to
 * the millisecond, further ones spread evenly over the time until it ended.
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

  /** How many requests were sent, those sent again included. */
  public int count() {
    return count;
  }

  /**
   * For each stretch of this length, the most requests in any 60 seconds that end in it. The first
   * stretch begins with the first sending, the last holds the last; empty if nothing was sent.
   */
  public int[] busiestMinutes(Duration length) {
    if (count == 0) {
      return new int[0];
    }
    sort();
    int[] busiest = new int[stretch(millis[count - 1], length) + 1];
    int oldest = 0;
    int newest = 0;
    for (int i = 0; i < busiest.length; i++) {
      oldest = since(millis[0] + i * length.toMillis() - MINUTE, oldest, newest);
      busiest[i] = newest - oldest;
      while (newest < count && stretch(millis[newest], length) == i) {
        oldest = since(millis[newest] - MINUTE, oldest, newest);
        newest++;
        busiest[i] = Math.max(busiest[i], newest - oldest);
      }
    }
    return busiest;
  }

  /** The first sending after {@code time}, of those from {@code oldest} until {@code newest}. */
  private int since(long time, int oldest, int newest) {
    int first = oldest;
    while (first < newest && millis[first] <= time) {
      first++;
    }
    return first;
  }

  private int stretch(long time, Duration length) {
    return Math.toIntExact((time - millis[0]) / length.toMillis());
  }

  /**
   * From the first to the last sending.
   *
   * @throws IllegalStateException if none was sent
   */
  public Duration span() {
    return Duration.between(first(), Instant.ofEpochMilli(millis[count - 1]));
  }

  /**
   * The first sending.
   *
   * @throws IllegalStateException if none was sent
   */
  public Instant first() {
    if (count == 0) {
      throw new IllegalStateException("nothing was sent");
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
