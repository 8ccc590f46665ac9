// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A shard and what of it a run leaves out. Requests are told by their dates.
 *
 * @param answered dates of requests that an earlier run was answered: not planned by this one
 * @param deferred dates of requests that do not fit into the day's quota: planned, but not sent
 */
public record ChosenShard(Shard shard, List<DateRange> answered, List<DateRange> deferred) {
  public ChosenShard {
    answered = List.copyOf(answered);
    deferred = List.copyOf(deferred);
  }

  /** A shard of which nothing is left out. */
  public static ChosenShard whole(Shard shard) {
    return new ChosenShard(shard, List.of(), List.of());
  }

  /** The requests that the run plans, oldest day first: each ends in an outcome. */
  public List<ReportRequest> requests(ShardPlanner planner) {
    return planner.requests(shard).stream()
        .filter(request -> !holds(answered, request.dates()))
        .toList();
  }

  /** Whether a planned request is not to be sent. */
  public boolean isDeferred(ReportRequest request) {
    return holds(deferred, request.dates());
  }

  private static boolean holds(List<DateRange> ranges, DateRange dates) {
    return ranges.stream().anyMatch(range -> range.contains(dates));
  }

  /** The same days in as few ranges as can be; {@code dates} are in the order of time. */
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
