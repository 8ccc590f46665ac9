// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    QuotaUse used = new QuotaUse(today, past.requestsOn(today));
    EarlierOutcomes known = resume ? new FinishedBackfills(past) : past;
    List<ChosenShard> shards = new ArrayList<>();
    Set<Shard> ofAccounts = new HashSet<>();
    long answered = 0;
    for (ChannelRef channel : channels) {
      for (Shard planned : planner.plan(channel, known)) {
        Shard shard = ofAccount(planned);
        if (!shard.equals(planned) && !ofAccounts.add(shard)) {
          continue;
        }
        List<DateRange> done = answered(shard, past, today);
        answered += done.size();
        ChosenShard rest = new ChosenShard(shard, ChosenShard.joined(done), List.of());
        if (done.isEmpty() || !rest.requests(planner).isEmpty()) {
          shards.add(rest);
        }
      }
    }
    DailyQuotaSelection selection =
        new DailyQuotaSelection(planner, request -> wasDeferred(request, past));
    List<ChosenShard> chosen = selection.select(shards, perDay - used.requests());
    return new RunPlan(chosen, answered, selection.deferred(), used);
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

  private List<DateRange> answered(Shard shard, EarlierOutcomes past, LocalDate today) {
    if (resume && planner.report(shard).source() == ReportSource.VIDEO_QUERY) {
      return answeredPieces(shard, past, today);
    }
    return resume
        ? planner.requests(shard).stream()
            .filter(request -> isAnswered(shard.channel(), request, past, today))
            .map(ReportRequest::dates)
            .toList()
        : List.of();
  }

  /** Whether it has a response that another one need not replace. */
  private boolean isAnswered(
      ChannelRef channel, ReportRequest request, EarlierOutcomes past, LocalDate today) {
    return past.latest(channel, request)
        .filter(result -> result.kind() == EarlierOutcomes.Kind.ANSWERED)
        .filter(result -> !planner.dates().isDueAgain(request, result.startedAt(), today))
        .isPresent();
  }

  /** The pieces of the shard with a response, oldest first: it can only be split at months. */
  private List<DateRange> answeredPieces(Shard shard, EarlierOutcomes past, LocalDate today) {
    ReportDefinition report = planner.report(shard);
    List<DateRange> pieces = new ArrayList<>();
    past.latestByDates(shard.channel(), report).entrySet().stream()
        .filter(one -> one.getValue().kind() == EarlierOutcomes.Kind.ANSWERED)
        .filter(one -> shard.dates().isCutInto(one.getKey()))
        .filter(
            one ->
                !planner
                    .dates()
                    .isDueAgain(
                        new ReportRequest(report, one.getKey()), one.getValue().startedAt(), today))
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(DateRange::first).thenComparing(DateRange::last))
        .forEach(
            piece -> {
              DateRange newest = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
              if (newest == null || piece.first().isAfter(newest.last())) {
                pieces.add(piece);
              } else if (piece.last().isAfter(newest.last())) {
                pieces.set(pieces.size() - 1, new DateRange(newest.first(), piece.last()));
              }
            });
    return pieces;
  }

  private boolean wasDeferred(DailyQuotaSelection.ShardRequest planned, EarlierOutcomes past) {
    return resume
        && past.latest(planned.shard().channel(), planned.request())
            .filter(result -> result.kind() == EarlierOutcomes.Kind.DEFERRED)
            .isPresent();
  }

  /**
   * The same outcomes, but a report with an unfinished back-fill counts as one without a response.
   */
  private final class FinishedBackfills implements EarlierOutcomes {
    private final EarlierOutcomes past;

    FinishedBackfills(EarlierOutcomes past) {
      this.past = past;
    }

    @Override
    public boolean hasAnswer(ChannelRef channel, String report) {
      return past.hasAnswer(channel, report)
          && !isUnfinished(channel, planner.reports().get(report));
    }

    private boolean isUnfinished(ChannelRef channel, @Nullable ReportDefinition report) {
      if (report != null && report.source() == ReportSource.VIDEO_QUERY) {
        return planner
            .dates()
            .backfill(report)
            .filter(days -> isPartly(channel, report, days))
            .isPresent();
      }
      if (report == null || !report.perDay()) {
        return false;
      }
      return planner.dates().backfill(report).stream()
              .flatMap(days -> planner.requests(new Shard(channel, report.name(), days)).stream())
              .map(request -> past.latest(channel, request))
              .map(last -> last.filter(result -> result.kind() != Kind.DEFERRED).isPresent())
              .distinct()
              .count()
          == 2;
    }

    /** Whether some pieces of the back-fill have a response, but not all. */
    private boolean isPartly(ChannelRef channel, ReportDefinition report, DateRange days) {
      List<DateRange> pieces =
          answeredPieces(new Shard(channel, report.name(), days), past, LocalDate.MIN);
      return !pieces.isEmpty() && !ChosenShard.joined(pieces).equals(List.of(days));
    }
  }
}
