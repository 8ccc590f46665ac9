// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Selects the requests that fit into the rest of a day's quota, before any is sent. Priority:
 * requests that an earlier run deferred; then requests for many days; then requests for one day,
 * newest first; then the order of the plan. A video query counts with its minimum, because the
 * number of videos is not known yet; a request that is expected to be unchanged does not count.
 */
final class DailyQuotaSelection {
  private static final Comparator<Rank> ORDER =
      Comparator.comparing((Rank rank) -> !rank.deferredBefore)
          .thenComparing(rank -> !rank.manyDays)
          .thenComparing(rank -> rank.day, Comparator.reverseOrder());

  private final ShardPlanner planner;
  private final ExpectedDays expected;
  private final Predicate<ShardRequest> deferredBefore;
  private long deferred;

  /** A request of a shard. */
  record ShardRequest(Shard shard, ReportRequest request) {}

  /** The priority of a request. All requests for many days of a kind have the same. */
  private record Rank(boolean deferredBefore, boolean manyDays, LocalDate day) {}

  DailyQuotaSelection(
      ShardPlanner planner, ExpectedDays expected, Predicate<ShardRequest> deferredBefore) {
    this.planner = planner;
    this.expected = expected;
    this.deferredBefore = deferredBefore;
  }

  /** How many requests are beyond the quota. */
  long deferred() {
    return deferred;
  }

  /**
   * The same shards, with the requests beyond the quota deferred. Channels without a usable token
   * record use none.
   */
  List<ChosenShard> select(List<ChosenShard> shards, long left) {
    SortedMap<Rank, Long> wanted = new TreeMap<>(ORDER);
    long all = 0;
    for (ChosenShard shard : shards) {
      for (ReportRequest request : sendable(shard)) {
        long queries = expected.queries(shard.shard(), request);
        wanted.merge(rank(shard, request), queries, Long::sum);
        all += queries;
      }
    }
    long rest = left - expected.probes(shards);
    return all <= rest ? shards : defer(shards, allowed(wanted, Math.max(0, rest)));
  }

  private static Map<Rank, Long> allowed(SortedMap<Rank, Long> wanted, long left) {
    long rest = left;
    for (Map.Entry<Rank, Long> rank : wanted.entrySet()) {
      long taken = Math.min(rest, rank.getValue());
      rest -= taken;
      rank.setValue(taken);
    }
    return wanted;
  }

  private List<ChosenShard> defer(List<ChosenShard> shards, Map<Rank, Long> allowed) {
    List<ChosenShard> cut = new ArrayList<>(shards.size());
    for (ChosenShard shard : shards) {
      List<DateRange> later = new ArrayList<>();
      for (ReportRequest request : sendable(shard)) {
        Rank rank = rank(shard, request);
        long left = allowed.getOrDefault(rank, 0L);
        int queries = expected.queries(shard.shard(), request);
        if (left >= queries) {
          allowed.put(rank, left - queries);
        } else {
          later.add(request.dates());
        }
      }
      deferred += later.size();
      cut.add(
          new ChosenShard(
              shard.shard(), shard.answered(), ChosenShard.joined(later), shard.earlier()));
    }
    return cut;
  }

  private List<ReportRequest> sendable(ChosenShard shard) {
    return shard.shard().channel().problem() == null ? shard.requests(planner) : List.of();
  }

  private Rank rank(ChosenShard shard, ReportRequest request) {
    return new Rank(
        deferredBefore.test(new ShardRequest(shard.shard(), request)),
        request.answersManyDays(),
        request.answersManyDays() ? LocalDate.MAX : request.dates().last());
  }
}
