// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.EarlierOutcomes.RequestResult;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates which one-day requests of a plan are sent, of those that depend on the totals of their
 * days: a day is expected to be requested if the day before it was, in the last run.
 */
final class ExpectedDays {
  /** The newest days usually have no figures yet. */
  private static final int DAYS_IN_PROCESS = 3;

  private final ShardPlanner planner;
  private final Map<Shard, Set<LocalDate>> expected = new HashMap<>();
  private boolean known = true;

  ExpectedDays(ShardPlanner planner) {
    this.planner = planner;
  }

  /** Adds a shard with the latest results of its days. */
  void add(Shard shard, Map<DateRange, RequestResult> results) {
    Set<LocalDate> days = new HashSet<>();
    shard.dates().days().filter(day -> isExpected(day, results)).forEach(days::add);
    expected.put(shard, days);
    known &= !results.isEmpty();
  }

  private boolean isExpected(LocalDate day, Map<DateRange, RequestResult> results) {
    Kind own = kind(day, results);
    if (own == Kind.FAILED || own == Kind.DEFERRED) {
      return true;
    }
    Kind before = kind(day.minusDays(1), results);
    Kind last = before == null ? own : before;
    return last == null
        ? day.isBefore(planner.dates().last().minusDays(DAYS_IN_PROCESS - 1L))
        : last != Kind.UNCHANGED && last != Kind.ABSENT;
  }

  private static @Nullable Kind kind(LocalDate day, Map<DateRange, RequestResult> results) {
    RequestResult result = results.get(new DateRange(day, day));
    return result == null ? null : result.kind();
  }

  /** The number of queries that a request is expected to send. */
  int queries(Shard shard, ReportRequest request) {
    Set<LocalDate> days = expected.get(shard);
    return days == null || days.contains(request.dates().last()) ? request.queries() : 0;
  }

  /** The sums over these shards. */
  ExpectedRequests sum(List<ChosenShard> shards) {
    Map<String, Long> byReport = new LinkedHashMap<>();
    for (ChosenShard shard : shards) {
      ReportDefinition report = planner.report(shard.shard());
      if (planner.rule().appliesTo(report)) {
        long sent =
            shard.requests(planner).stream()
                .filter(request -> !shard.isDeferred(request))
                .mapToLong(request -> queries(shard.shard(), request))
                .sum();
        byReport.merge(report.name(), sent, Long::sum);
      }
    }
    return new ExpectedRequests(byReport, probes(shards), known && !expected.isEmpty());
  }

  /** How many requests read totals that no planned request has, of channels that can be used. */
  long probes(List<ChosenShard> shards) {
    record Totals(ChannelRef channel, boolean money) {}
    Map<Totals, LocalDate> needed = new HashMap<>();
    Map<Totals, LocalDate> planned = new HashMap<>();
    for (ChosenShard shard : shards) {
      ReportDefinition report = planner.report(shard.shard());
      boolean needs = planner.rule().appliesTo(report);
      if (!needs && !planner.decidesAboutOthers(report)) {
        continue;
      }
      Totals totals = new Totals(shard.shard().channel(), report.monetary());
      LocalDate first = shard.shard().dates().first();
      boolean open =
          totals.channel.problem() == null
              && shard.requests(planner).stream().anyMatch(request -> !shard.isDeferred(request));
      if (open) {
        (needs ? needed : planned).merge(totals, first, ExpectedDays::earlier);
      }
    }
    return needed.entrySet().stream()
        .filter(one -> planned.getOrDefault(one.getKey(), LocalDate.MAX).isAfter(one.getValue()))
        .count();
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
