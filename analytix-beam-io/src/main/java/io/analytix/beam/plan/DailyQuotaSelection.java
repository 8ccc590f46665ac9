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
 * Chooses what fits into the rest of a day's quota, before anything is sent: what an earlier run
 * had to defer, where that is known; then what answers many days with one request; then what
 * answers a single day, the newest first; and of equals, what the plan has first. Of every video,
 * where nobody knows yet how many there are, the fewest queries that it can take count.
 */
final class DailyQuotaSelection {
  private static final Comparator<Rank> ORDER =
      Comparator.comparing((Rank rank) -> !rank.deferredBefore)
          .thenComparing(rank -> !rank.manyDays)
          .thenComparing(rank -> rank.day, Comparator.reverseOrder());

  private final ShardPlanner planner;
  private final Predicate<Planned> deferredBefore;
  private long deferred;

  /** A request of a shard. */
  record Planned(Shard shard, ReportRequest request) {}

  /** What is equally worth sending. Requests that answer many days are, whichever they answer. */
  private record Rank(boolean deferredBefore, boolean manyDays, LocalDate day) {}

  DailyQuotaSelection(ShardPlanner planner, Predicate<Planned> deferredBefore) {
    this.planner = planner;
    this.deferredBefore = deferredBefore;
  }

  /** How many requests did not fit. */
  long deferred() {
    return deferred;
  }

  /**
   * The same shards, with what does not fit deferred. Channels that cannot be asked cost nothing.
   */
  List<ChosenShard> choose(List<ChosenShard> shards, long left) {
    SortedMap<Rank, Long> wanted = new TreeMap<>(ORDER);
    long all = 0;
    for (ChosenShard shard : shards) {
      for (ReportRequest request : sendable(shard)) {
        wanted.merge(rank(shard, request), (long) request.queries(), Long::sum);
        all += request.queries();
      }
    }
    return all <= left ? shards : cut(shards, allowed(wanted, Math.max(0, left)));
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

  private List<ChosenShard> cut(List<ChosenShard> shards, Map<Rank, Long> allowed) {
    List<ChosenShard> cut = new ArrayList<>(shards.size());
    for (ChosenShard shard : shards) {
      List<DateRange> later = new ArrayList<>();
      for (ReportRequest request : sendable(shard)) {
        Rank rank = rank(shard, request);
        long left = allowed.getOrDefault(rank, 0L);
        if (left >= request.queries()) {
          allowed.put(rank, left - request.queries());
        } else {
          later.add(request.dates());
        }
      }
      deferred += later.size();
      cut.add(new ChosenShard(shard.shard(), shard.answered(), ChosenShard.joined(later)));
    }
    return cut;
  }

  private List<ReportRequest> sendable(ChosenShard shard) {
    return shard.shard().channel().problem() == null ? shard.requests(planner) : List.of();
  }

  private Rank rank(ChosenShard shard, ReportRequest request) {
    return new Rank(
        deferredBefore.test(new Planned(shard.shard(), request)),
        request.answersManyDays(),
        request.answersManyDays() ? LocalDate.MAX : request.dates().last());
  }
}
