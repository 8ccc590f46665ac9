// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What arrived at the server, and whether it kept to the minute's quota. */
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
  private long troubles;
  private int fullest;
  private int inFlight;
  private int mostInFlight;

  /** A tally that refuses more than so many in any 60 seconds, refused ones counted; 0 for none. */
  RequestCounts(int perMinute) {
    this.perMinute = perMinute;
  }

  synchronized void token(long arrived) {
    tokens++;
    arrived(arrived);
  }

  /** Whether a report request may be answered. */
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
    mostInFlight = Math.max(mostInFlight, ++inFlight);
  }

  synchronized void trouble() {
    troubles++;
  }

  synchronized void answered() {
    answered++;
    inFlight--;
  }

  synchronized void lost() {
    lost++;
    inFlight--;
  }

  /** What {@link Count} reads. */
  synchronized String json() {
    // The question itself is answered, too, and is nobody's call.
    inFlight++;
    answered--;
    return ("{\"tokens\":%d,\"reports\":%d,\"differentReports\":%d,\"tooMany\":%d,\"answered\":%d,"
            + "\"lost\":%d,\"troubles\":%d,\"fullestMinute\":%d,\"mostInFlight\":%d,\"nanos\":%d,\"reportNanos\":%d}")
        .formatted(
            tokens,
            reports,
            queries.size(),
            tooMany,
            answered + 1,
            lost,
            troubles,
            fullest,
            mostInFlight,
            first == Long.MIN_VALUE ? 0 : last - first,
            reports == 0 ? 0 : reportTimes[1] - reportTimes[0]);
  }

  /**
   * A tally as it was at some moment.
   *
   * @param nanos between the first and the last arrival
   * @param reportNanos the same of reports alone
   */
  record Count(
      long tokens,
      long reports,
      long differentReports,
      long tooMany,
      long answered,
      long lost,
      long troubles,
      int fullestMinute,
      int mostInFlight,
      long nanos,
      long reportNanos) {
    double seconds() {
      return nanos / 1e9;
    }

    double reportSeconds() {
      return reportNanos / 1e9;
    }
  }
}
