// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.EarlierOutcomes.RequestResult;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Plans a whole run: the shards of all channels. A resumed run omits requests that have a response;
 * requests beyond the day's quota are deferred.
 *
 * @param resume whether to omit requests with a response, and to send deferred ones first
 * @param perDay maximum requests per Pacific day
 */
public record RunPlanner(ShardPlanner planner, boolean resume, int perDay) implements Serializable {

  /**
   * The run's plan.
   *
   * @param channels in the order of the run
   * @param now selects the day of the quota
   */
  public RunPlan plan(List<ChannelRef> channels, EarlierOutcomes answers, Instant now) {
    EarlierOutcomes past = answers.limitedTo(planner.dates().byReport(planner.reports().values()));
    LocalDate today = LocalDate.ofInstant(now, RunDates.PACIFIC);
    EarlierOutcomes.DayUse ofDay = past.usedOn(today);
    QuotaUse used = new QuotaUse(today, ofDay.requests());
    List<ChosenShard> shards = new ArrayList<>();
    ExpectedDays expected = new ExpectedDays(planner);
    Set<Shard> ofAccounts = new HashSet<>();
    long answered = 0;
    for (ChannelRef channel : channels) {
      for (Shard planned : planner.plan(channel, past)) {
        Shard shard = ofAccount(planned);
        if (!shard.equals(planned) && !ofAccounts.add(shard)) {
          continue;
        }
        List<DateRange> done = answered(shard, past, today);
        answered += resume ? done.size() : 0;
        ChosenShard rest =
            new ChosenShard(
                shard, ChosenShard.joined(done), List.of(), earlier(shard, past, expected));
        if (done.isEmpty() || !rest.requests(planner).isEmpty()) {
          shards.add(rest);
        }
      }
    }
    DailyQuotaSelection selection =
        new DailyQuotaSelection(planner, expected, request -> wasDeferred(request, past));
    List<ChosenShard> chosen = selection.select(shards, perDay - used.requests());
    return new RunPlan(
        chosen,
        answered,
        selection.deferred(),
        backfilled(chosen),
        used,
        new QuotaUse(today, ofDay.dataApiUnits()),
        expected.sum(chosen));
  }

  /** The stored responses of a shard whose days are only requested if they have changed. */
  private List<EarlierAnswer> earlier(Shard shard, EarlierOutcomes past, ExpectedDays expected) {
    ReportDefinition report = planner.report(shard);
    if (!planner.rule().appliesTo(report)) {
      return List.of();
    }
    Map<DateRange, RequestResult> results =
        past.latestOfDays(shard.channel(), report, shard.dates());
    expected.add(shard, results);
    List<EarlierAnswer> earlier = new ArrayList<>();
    shard
        .dates()
        .days()
        .forEach(
            day -> {
              RequestResult result = results.get(new DateRange(day, day));
              Basis basis = result == null ? null : result.basis();
              if (result != null && basis != null && result.kind().isSettled()) {
                earlier.add(new EarlierAnswer(day, basis, result.hasRows()));
              }
            });
    return earlier;
  }

  /** The number of planned requests that answer days of the back-fill. */
  private long backfilled(List<ChosenShard> shards) {
    return shards.stream()
        .filter(shard -> planner.dates().backfillFrom() != null)
        .flatMap(shard -> shard.requests(planner).stream())
        .filter(
            request ->
                planner
                    .dates()
                    .backfill(request.report())
                    .filter(days -> !request.dates().first().isAfter(days.last()))
                    .isPresent())
        .count();
  }

  /** Groups belong to the content owner, not to its channels, so they are listed once. */
  private Shard ofAccount(Shard shard) {
    ChannelRef channel = shard.channel();
    String owner = channel.contentOwner();
    return owner == null || !planner.report(shard).source().usesGroups()
        ? shard
        : new Shard(
            new ChannelRef(channel.tokenRecord(), owner, owner, channel.problem()),
            shard.report(),
            shard.dates());
  }

  /** The dates of the shard's requests that need not be sent, oldest first. */
  private List<DateRange> answered(Shard shard, EarlierOutcomes past, LocalDate today) {
    ReportDefinition report = planner.report(shard);
    Optional<DateRange> backfill = planner.dates().backfill(report);
    if (!resume && backfill.isEmpty()) {
      return List.of();
    }
    AnsweredDays days =
        new AnsweredDays(
            backfill.isPresent() ? past.latestByDates(shard.channel(), report) : Map.of());
    Predicate<DateRange> filled =
        dates -> backfill.filter(all -> all.contains(dates)).isPresent() && days.contain(dates);
    if (report.source() == ReportSource.VIDEO_QUERY) {
      return joined(
          Stream.concat(
              resume ? answeredPieces(shard, past, today).stream() : Stream.empty(),
              shard.dates().months().map(shard.dates()::within).filter(filled)));
    }
    return planner.requests(shard).stream()
        .filter(
            request ->
                filled.test(request.dates())
                    || (resume && isAnswered(shard.channel(), request, past, today)))
        .map(ReportRequest::dates)
        .toList();
  }

  /** Whether it has a response that another one need not replace. */
  private boolean isAnswered(
      ChannelRef channel, ReportRequest request, EarlierOutcomes past, LocalDate today) {
    return past.latest(channel, request)
        .filter(
            result ->
                result.kind().isSettled()
                    && (result.kind() != EarlierOutcomes.Kind.ABSENT
                        || planner.rule().appliesTo(request.report())))
        .filter(result -> !planner.dates().isDueAgain(request, result.startedAt(), today))
        .isPresent();
  }

  /** The pieces of the shard with a response: it can only be split at months. */
  private List<DateRange> answeredPieces(Shard shard, EarlierOutcomes past, LocalDate today) {
    ReportDefinition report = planner.report(shard);
    return past.latestByDates(shard.channel(), report).entrySet().stream()
        .filter(one -> one.getValue().kind() == EarlierOutcomes.Kind.ANSWERED)
        .filter(one -> shard.dates().isCutInto(one.getKey()))
        .filter(
            one ->
                !planner
                    .dates()
                    .isDueAgain(
                        new ReportRequest(report, one.getKey()), one.getValue().startedAt(), today))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The same days, oldest first and without overlaps. */
  private static List<DateRange> joined(Stream<DateRange> pieces) {
    List<DateRange> joined = new ArrayList<>();
    pieces
        .sorted(Comparator.comparing(DateRange::first).thenComparing(DateRange::last))
        .forEach(
            piece -> {
              DateRange newest = joined.isEmpty() ? null : joined.get(joined.size() - 1);
              if (newest == null || piece.first().isAfter(newest.last())) {
                joined.add(piece);
              } else if (piece.last().isAfter(newest.last())) {
                joined.set(joined.size() - 1, new DateRange(newest.first(), piece.last()));
              }
            });
    return joined;
  }

  private boolean wasDeferred(DailyQuotaSelection.ShardRequest planned, EarlierOutcomes past) {
    return resume
        && past.latest(planned.shard().channel(), planned.request())
            .filter(result -> result.kind() == EarlierOutcomes.Kind.DEFERRED)
            .isPresent();
  }
}
