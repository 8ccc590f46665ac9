// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Counts the requests at the server, and enforces the quota per minute. */
final class RequestCounts {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final int perMinute;
  private final Deque<Long> minute = new ArrayDeque<>();
  private final Set<String> queries = new HashSet<>();
  private final long[] reportTimes = {Long.MAX_VALUE, Long.MIN_VALUE};
  private long first = Long.MIN_VALUE;
  private long last;
  private long tokens;
  private long reports;
  private long tooMany;
  private long answered;
  private long lost;
  private long faults;
  private int fullest;
  private int inFlight;
  private int maxInFlight;

  /** Creates counts with a quota per 60 seconds that includes refused requests; 0 for none. */
  RequestCounts(int perMinute) {
    this.perMinute = perMinute;
  }

  synchronized void token(long arrived) {
    tokens++;
    arrived(arrived);
  }

  /** Counts a report request, and returns whether it is within the quota. */
  synchronized boolean report(String query, long arrived) {
    reports++;
    queries.add(query);
    reportTimes[0] = Math.min(reportTimes[0], arrived);
    reportTimes[1] = Math.max(reportTimes[1], arrived);
    arrived(arrived);
    minute.add(arrived);
    while (arrived - minute.getFirst() >= MINUTE) {
      minute.removeFirst();
    }
    fullest = Math.max(fullest, minute.size());
    boolean fits = perMinute == 0 || minute.size() <= perMinute;
    tooMany += fits ? 0 : 1;
    return fits;
  }

  private void arrived(long now) {
    first = first == Long.MIN_VALUE ? now : Math.min(first, now);
    last = Math.max(last, now);
    maxInFlight = Math.max(maxInFlight, ++inFlight);
  }

  synchronized void fault() {
    faults++;
  }

  synchronized void answered() {
    answered++;
    inFlight--;
  }

  synchronized void lost() {
    lost++;
    inFlight--;
  }

  /** Returns the JSON of a {@link Count}. */
  synchronized String json() {
    // This request is not counted, but send() counts its response.
    inFlight++;
    answered--;
    return ("{\"tokens\":%d,\"reports\":%d,\"differentReports\":%d,\"tooMany\":%d,\"answered\":%d,"
            + "\"lost\":%d,\"faults\":%d,\"fullestMinute\":%d,\"maxInFlight\":%d,\"nanos\":%d,\"reportNanos\":%d,\"sinceLast\":%d}")
        .formatted(
            tokens,
            reports,
            queries.size(),
            tooMany,
            answered + 1,
            lost,
            faults,
            fullest,
            maxInFlight,
            first == Long.MIN_VALUE ? 0 : last - first,
            reports == 0 ? 0 : reportTimes[1] - reportTimes[0],
            reports == 0 ? 0 : System.nanoTime() - reportTimes[1]);
  }

  /**
   * A snapshot of the counts.
   *
   * @param nanos between the first and the last arrival
   * @param reportNanos the same for reports only
   * @param sinceLast nanoseconds since the last report request
   */
  record Count(
      long tokens,
      long reports,
      long differentReports,
      long tooMany,
      long answered,
      long lost,
      long faults,
      int fullestMinute,
      int maxInFlight,
      long nanos,
      long reportNanos,
      long sinceLast) {
    double seconds() {
      return nanos / 1e9;
    }

    double secondsSinceLast() {
      return sinceLast / 1e9;
    }

    double reportSeconds() {
      return reportNanos / 1e9;
    }
  }
}
