// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.report.ReportDefinition;
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
 * Plans a whole run: all channels' shards, without what a resumed run need not ask again, and
 * without sending what the day's quota does not hold.
 *
 * @param resume whether earlier answers to the same requests count, and deferred ones come first
 * @param perDay the most requests in a Pacific day
 */
public record RunPlanner(ShardPlanner planner, boolean resume, int perDay) implements Serializable {

  /**
   * The run's plan.
   *
   * @param channels in the order of the run
   * @param now tells which day's quota it is
   */
  public RunPlan plan(List<ChannelRef> channels, EarlierOutcomes answers, Instant now) {
    EarlierOutcomes past = answers.within(planner.dates().all(planner.reports().values()));
    LocalDate today = LocalDate.ofInstant(now, RunDates.PACIFIC);
    QuotaUse used = new QuotaUse(today, past.requestsOn(today));
    EarlierOutcomes known = resume ? new Begun(past) : past;
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
    DailyQuotaSelection choice =
        new DailyQuotaSelection(planner, request -> wasDeferred(request, past));
    List<ChosenShard> chosen = choice.choose(shards, perDay - used.requests());
    return new RunPlan(chosen, answered, choice.deferred(), used);
  }

  /** Groups of a content owner are its own, and not each of its channels': listed once for all. */
  private Shard ofAccount(Shard shard) {
    ChannelRef channel = shard.channel();
    String owner = channel.contentOwner();
    return owner == null || !planner.report(shard).isOfGroups()
        ? shard
        : new Shard(
            new ChannelRef(channel.tokenRecord(), owner, owner, channel.problem()),
            shard.report(),
            shard.dates());
  }

  private List<DateRange> answered(Shard shard, EarlierOutcomes past, LocalDate today) {
    if (resume && planner.report(shard).ofEveryVideo()) {
      return answeredPieces(shard, past, today);
    }
    return resume
        ? planner.requests(shard).stream()
            .filter(request -> isAnswered(shard.channel(), request, past, today))
            .map(ReportRequest::dates)
            .toList()
        : List.of();
  }

  /** Whether asking again would be no use; a look-back is there to ask again, so it is one. */
  private boolean isAnswered(
      ChannelRef channel, ReportRequest request, EarlierOutcomes past, LocalDate today) {
    return past.last(channel, request)
        .filter(ending -> ending.kind() == EarlierOutcomes.Kind.ANSWERED)
        .filter(ending -> !planner.dates().asksAgain(request, ending.begun(), today))
        .isPresent();
  }

  /** Those of whole months of the shard: it was cut there, if it was. Oldest first. */
  private List<DateRange> answeredPieces(Shard shard, EarlierOutcomes past, LocalDate today) {
    ReportDefinition report = planner.report(shard);
    List<DateRange> pieces = new ArrayList<>();
    past.endings(shard.channel(), report).entrySet().stream()
        .filter(one -> one.getValue().kind() == EarlierOutcomes.Kind.ANSWERED)
        .filter(one -> shard.dates().isCutInto(one.getKey()))
        .filter(
            one ->
                !planner
                    .dates()
                    .asksAgain(
                        new ReportRequest(report, one.getKey()), one.getValue().begun(), today))
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

  private boolean wasDeferred(DailyQuotaSelection.Planned planned, EarlierOutcomes past) {
    return resume
        && past.last(planned.shard().channel(), planned.request())
            .filter(ending -> ending.kind() == EarlierOutcomes.Kind.DEFERRED)
            .isPresent();
  }

  /**
   * What a resumed run goes by: a back-fill that was begun and not finished is still to be done.
   */
  private final class Begun implements EarlierOutcomes {
    private final EarlierOutcomes past;

    Begun(EarlierOutcomes past) {
      this.past = past;
    }

    @Override
    public boolean any(ChannelRef channel, String report) {
      return past.any(channel, report) && !isUnfinished(channel, planner.reports().get(report));
    }

    private boolean isUnfinished(ChannelRef channel, @Nullable ReportDefinition report) {
      if (report != null && report.ofEveryVideo()) {
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
              .map(request -> past.last(channel, request))
              .map(last -> last.filter(ending -> ending.kind() != Kind.DEFERRED).isPresent())
              .distinct()
              .count()
          == 2;
    }

    /** Whether pieces of the back-fill were answered, but not all. */
    private boolean isPartly(ChannelRef channel, ReportDefinition report, DateRange days) {
      List<DateRange> pieces =
          answeredPieces(new Shard(channel, report.name(), days), past, LocalDate.MIN);
      return !pieces.isEmpty() && !ChosenShard.joined(pieces).equals(List.of(days));
    }
  }
}
