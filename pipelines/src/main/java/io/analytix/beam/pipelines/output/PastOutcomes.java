// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.EarlierOutcomes.RequestResult;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcomes of runs, added run by run, newest first. */
public final class PastOutcomes {
  private final Map<ReportKey, Map<DateRange, PastResult>> latest = new HashMap<>();
  private final Map<RequestKey, Outcome> ofRun = new HashMap<>();

  /** By identity: a plan uses few definitions often. */
  private final IdentityHashMap<ReportDefinition, String> queries = new IdentityHashMap<>();

  /** A report of a channel, by its id and owner, or by its token record if its id is unknown. */
  private record ChannelReport(
      String report, boolean byId, String channel, @Nullable String contentOwner) {}

  /**
   * A report of a channel, of one definition.
   *
   * @param query fingerprint of the report's definition
   */
  private record ReportKey(ChannelReport channel, String query) {}

  /**
   * How a request ended.
   *
   * @param channelId its channel, null if unknown
   * @param rows the days from the first to the last with a row; null without rows
   */
  public record PastResult(
      RequestResult result,
      @Nullable String channelId,
      @Nullable String contentOwner,
      @Nullable DateRange rows) {}

  /** A request of a channel. */
  private record RequestKey(ReportKey report, DateRange dates) {}

  /**
   * Adds an outcome of the present run.
   *
   * @param query fingerprint of its report's definition, null if unknown
   */
  public void add(Outcome outcome, @Nullable String query) {
    String owner = outcome.contentOwner();
    String id = outcome.channelId();
    add(new ChannelReport(outcome.report(), false, outcome.tokenRecord(), owner), outcome, query);
    if (id != null) {
      add(new ChannelReport(outcome.report(), true, id, owner), outcome, query);
    }
  }

  /** Ends the present run; the next one is older. */
  public void endRun() {
    ofRun.forEach(
        (key, outcome) ->
            latest
                .computeIfAbsent(key.report(), any -> new HashMap<>())
                .putIfAbsent(key.dates(), past(outcome)));
    ofRun.clear();
  }

  /** The latest result of the same request of the same channel. */
  public Optional<RequestResult> latest(ChannelRef channel, ReportRequest request) {
    return Optional.ofNullable(results(channel, request.report()).get(request.dates()))
        .map(PastResult::result);
  }

  /** The latest results of a report of a channel, by their dates. */
  public Map<DateRange, RequestResult> latestByDates(ChannelRef channel, ReportDefinition report) {
    Map<DateRange, RequestResult> results = new HashMap<>();
    results(channel, report).forEach((dates, past) -> results.put(dates, past.result()));
    return results;
  }

  /** The same, with the days that have rows. */
  public Map<DateRange, PastResult> results(ChannelRef channel, ReportDefinition report) {
    String query = queries.computeIfAbsent(report, ReportDefinition::fingerprint);
    ReportKey key = new ReportKey(key(channel, report.name()), query);
    return Collections.unmodifiableMap(latest.getOrDefault(key, Map.of()));
  }

  private static ChannelReport key(ChannelRef channel, String report) {
    String id = channel.channelId();
    return id == null
        ? new ChannelReport(report, false, channel.tokenRecord(), channel.contentOwner())
        : new ChannelReport(report, true, id, channel.contentOwner());
  }

  private void add(ChannelReport channel, Outcome outcome, @Nullable String query) {
    if (query != null) {
      DateRange dates = new DateRange(outcome.startDate(), outcome.endDate());
      ofRun.merge(
          new RequestKey(new ReportKey(channel, query), dates), outcome, PastOutcomes::decisive);
    }
  }

  /**
   * Of two token records for one channel, the result with a response counts; of two requests with
   * one record, the one without, because then a part of the days is missing; else the later one.
   */
  private static Outcome decisive(Outcome one, Outcome other) {
    boolean answered = kind(one) == Kind.ANSWERED;
    if (answered != (kind(other) == Kind.ANSWERED)) {
      boolean rivals = !one.tokenRecord().equals(other.tokenRecord());
      return answered == rivals ? one : other;
    }
    return other.finishedAt().isAfter(one.finishedAt()) ? other : one;
  }

  private static PastResult past(Outcome outcome) {
    LocalDate from = outcome.answeredFrom();
    LocalDate through = outcome.answeredThrough();
    return new PastResult(
        new RequestResult(kind(outcome), outcome.startedAt()),
        outcome.channelId(),
        outcome.contentOwner(),
        from == null || through == null ? null : new DateRange(from, through));
  }

  private static Kind kind(Outcome outcome) {
    if (outcome.status() == Status.DEFERRED) {
      return Kind.DEFERRED;
    }
    return outcome.status() == Status.FAILED ? Kind.FAILED : Kind.ANSWERED;
  }
}
