// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.Basis;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.Refetch;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.RunPlan;
import io.analytix.beam.plan.RunPlanner;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.truth.Seed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nights of a look-back window in a world whose figures are late, move, vanish and come back; with
 * the table of a report by country and with the outcomes of earlier nights, in memory.
 */
final class RefetchNights {
  static final ReportDefinition COUNTRIES = Reports.find("geography_daily").orElseThrow();
  static final ReportDefinition TOTALS = Reports.find("channel_daily").orElseThrow();

  private static final Instant PLANNED = Instant.parse("2026-11-23T08:00:00Z");

  final Random random;
  final int lag;
  final SchedulerLab lab;
  private final List<ReportDefinition> reports;
  private final int lookback;

  /** The present figures of a day of a channel: its version; absent days have none. */
  final Map<String, TreeMap<LocalDate, Integer>> figures = new HashMap<>();

  /** Days of countries that are withheld, by channel: they have totals, but no rows. */
  final Map<String, LocalDate> withheldBefore = new HashMap<>();

  /** The stored version of a day of a channel. */
  final Map<String, TreeMap<LocalDate, Integer>> stored = new HashMap<>();

  private final Map<String, Map<DateRange, EarlierOutcomes.RequestResult>> results =
      new HashMap<>();
  LocalDate today;
  int requests;
  int unchanged;

  RefetchNights(
      long seed, int channels, int lag, int lookback, LocalDate today, ReportDefinition... reports)
      throws Exception {
    this.random = new Random(seed);
    this.lag = lag;
    this.lookback = lookback;
    this.today = today;
    this.reports = List.of(reports);
    this.lab = new SchedulerLab(seed, 1_000_000, 32).pinned(channels);
    for (ChannelRef channel : lab.channels) {
      figures.put(channel.channelId(), new TreeMap<>());
      stored.put(channel.channelId(), new TreeMap<>());
    }
    lab.server.figures(this::response);
  }

  static long seed(int number) {
    return Seed.get() + number;
  }

  /** The newest day that can have figures. */
  LocalDate newest() {
    return today.minusDays(lag + 1L);
  }

  private ReportResponse response(ReportRequest request, ChannelIdentity channel) {
    List<ReportResponse.Line> lines = new ArrayList<>();
    TreeMap<LocalDate, Integer> days = figures.get(channel.channelId());
    request
        .dates()
        .days()
        .filter(days::containsKey)
        .filter(
            day ->
                request.report().byDay()
                    || !day.isBefore(
                        withheldBefore.getOrDefault(channel.channelId(), LocalDate.MIN)))
        .forEach(day -> lines.add(line(request.report(), day, days.get(day))));
    return new ReportResponse(lines);
  }

  private static ReportResponse.Line line(ReportDefinition report, LocalDate day, int version) {
    List<@Nullable Object> cells = new ArrayList<>();
    report.dimensions().forEach(name -> cells.add(name.equals("day") ? day : "DE"));
    report.metrics().forEach(name -> cells.add((long) version));
    return new ReportResponse.Line(day, cells);
  }

  /** A night's run. */
  List<Outcome> night(Refetch refetch) throws InterruptedException {
    return night(refetch, false, Integer.MAX_VALUE);
  }

  /** A night's run; a resumed one sends what has no response. */
  List<Outcome> night(Refetch refetch, boolean resume, int perDay) throws InterruptedException {
    RunPlan plan = plan(refetch, resume, perDay);
    lab.killed();
    int before = lab.server.sent().size();
    List<ShardResult> finished = lab.run(planner(refetch), plan.shards(), perDay);
    requests += lab.server.sent().size() - before;
    List<Outcome> outcomes = SchedulerLab.outcomes(finished);
    for (ShardResult shard : finished) {
      shard.answers().forEach(this::store);
    }
    long planned = plan.shards().stream().mapToLong(s -> s.requests(planner(refetch)).size()).sum();
    if (planned != outcomes.size()) {
      throw new AssertionError(planned + " planned, but " + outcomes.size() + " outcomes");
    }
    long counted = outcomes.stream().mapToLong(Outcome::requests).sum();
    if (counted != lab.server.sent().size() - before) {
      throw new AssertionError("outcomes count " + counted + " requests");
    }
    return outcomes;
  }

  private ShardPlanner planner(Refetch refetch) {
    return new ShardPlanner(reports, RunDates.lookback(today.minusDays(1), lookback), refetch);
  }

  RunPlan plan(Refetch refetch, boolean resume, int perDay) {
    return new RunPlanner(planner(refetch), resume, perDay)
        .plan(
            lab.channels,
            (channel, report) ->
                results.getOrDefault(report.name() + channel.channelId(), Map.of()),
            PLANNED);
  }

  private void store(ShardResult.Answer answer) {
    Outcome outcome = answer.outcome();
    unchanged += outcome.status() == Status.UNCHANGED ? 1 : 0;
    if (outcome.report().equals(COUNTRIES.name())) {
      for (ReportResponse.Line line : answer.table().lines()) {
        long version = (Long) line.cells().get(1);
        stored.get(outcome.channelId()).put(line.first(), (int) version);
      }
    }
    results
        .computeIfAbsent(outcome.report() + outcome.channelId(), any -> new HashMap<>())
        .put(
            new DateRange(outcome.startDate(), outcome.endDate()),
            new EarlierOutcomes.RequestResult(
                kind(outcome),
                outcome.startedAt(),
                Basis.parse(outcome.basis()).orElse(null),
                outcome.answeredFrom() != null));
  }

  private static EarlierOutcomes.Kind kind(Outcome outcome) {
    return switch (outcome.status()) {
      case OK, EMPTY, TRUNCATED -> EarlierOutcomes.Kind.ANSWERED;
      case UNCHANGED ->
          outcome.basis() == null ? EarlierOutcomes.Kind.ABSENT : EarlierOutcomes.Kind.UNCHANGED;
      case FAILED -> EarlierOutcomes.Kind.FAILED;
      case DEFERRED -> EarlierOutcomes.Kind.DEFERRED;
    };
  }

  /** The dates of the one-day requests that were sent since a number of requests. */
  List<LocalDate> sentDays(int since) {
    return lab.server.sent().stream()
        .skip(since)
        .map(sent -> sent.request())
        .filter(request -> request.report().equals(COUNTRIES))
        .map(request -> request.dates().first())
        .sorted()
        .toList();
  }

  /** How many requests for totals were sent since a number of requests. */
  long sentTotals(int since) {
    return lab.server.sent().stream()
        .skip(since)
        .filter(sent -> sent.request().report().equals(TOTALS))
        .count();
  }
}
