// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A shard and the requests of it that a run omits, identified by their dates.
 *
 * @param answered dates of requests with a response in an earlier run: not planned again
 * @param deferred dates of requests beyond the day's quota: planned, but not sent
 * @param earlier stored responses of days that are not requested if they have not changed, oldest
 *     first
 */
public record ChosenShard(
    Shard shard, List<DateRange> answered, List<DateRange> deferred, List<EarlierAnswer> earlier) {
  public ChosenShard {
    answered = List.copyOf(answered);
    deferred = List.copyOf(deferred);
    earlier = List.copyOf(earlier);
  }

  /** A shard whose requests are all sent, but for these. */
  public ChosenShard(Shard shard, List<DateRange> answered, List<DateRange> deferred) {
    this(shard, answered, deferred, List.of());
  }

  /** A shard of which the run sends all requests. */
  public static ChosenShard whole(Shard shard) {
    return new ChosenShard(shard, List.of(), List.of());
  }

  /** The requests that the run plans, oldest day first: each ends in an outcome. */
  public List<ReportRequest> requests(ShardPlanner planner) {
    return planner.requests(shard).stream()
        .flatMap(
            request ->
                request.report().source() == ReportSource.VIDEO_QUERY
                    ? rest(request)
                    : Stream.of(request))
        .filter(request -> !holds(answered, request.dates()))
        .toList();
  }

  /** The parts without a response of a request that is split once its videos are known. */
  private Stream<ReportRequest> rest(ReportRequest request) {
    Stream.Builder<ReportRequest> rest = Stream.builder();
    LocalDate next = request.dates().first();
    for (DateRange done : answered) {
      if (done.first().isAfter(next)) {
        DateRange gap = new DateRange(next, done.first().minusDays(1));
        rest.add(new ReportRequest(request.report(), gap));
      }
      next = done.last().plusDays(1);
    }
    if (!next.isAfter(request.dates().last())) {
      DateRange gap = new DateRange(next, request.dates().last());
      rest.add(new ReportRequest(request.report(), gap));
    }
    return rest.build();
  }

  /** Whether a planned request is not sent. */
  public boolean isDeferred(ReportRequest request) {
    return holds(deferred, request.dates());
  }

  private static boolean holds(List<DateRange> ranges, DateRange dates) {
    return ranges.stream().anyMatch(range -> range.contains(dates));
  }

  /** The same days in the fewest ranges; {@code dates} are in chronological order. */
  static List<DateRange> joined(List<DateRange> dates) {
    List<DateRange> joined = new ArrayList<>();
    for (DateRange next : dates) {
      int newest = joined.size() - 1;
      if (newest >= 0 && joined.get(newest).last().plusDays(1).equals(next.first())) {
        joined.set(newest, new DateRange(joined.get(newest).first(), next.last()));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }
}
