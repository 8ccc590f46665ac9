// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.Basis;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.EarlierOutcomes.RequestResult;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcomes of runs, added run by run, newest first. */
public final class PastOutcomes {
  private final Map<ReportKey, Map<DateRange, PastResult>> latest = new HashMap<>();
  private final Map<ReportKey, Map<DateRange, Ended>> ofRun = new HashMap<>();

  /** Equal values once: there are millions of outcomes of few channels and dates. */
  private final Map<Object, Object> shared = new HashMap<>();

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

  /** A result of the present run, and what decides between several of a request. */
  private record Ended(PastResult result, String tokenRecord, Instant finishedAt) {
    boolean isSettled() {
      Kind kind = result.result().kind();
      return kind != Kind.FAILED && kind != Kind.DEFERRED;
    }
  }

  /**
   * Adds an outcome of the present run.
   *
   * @param query fingerprint of its report's definition, null if unknown
   */
  public void add(Outcome outcome, @Nullable String query) {
    if (query == null) {
      return;
    }
    String owner = shared(outcome.contentOwner());
    String id = shared(outcome.channelId());
    String report = Objects.requireNonNull(shared(outcome.report()));
    String record = Objects.requireNonNull(shared(outcome.tokenRecord()));
    DateRange dates =
        Objects.requireNonNull(shared(new DateRange(outcome.startDate(), outcome.endDate())));
    Ended ended = new Ended(past(outcome, id, owner), record, outcome.finishedAt());
    add(new ReportKey(new ChannelReport(report, false, record, owner), query), dates, ended);
    if (id != null) {
      add(new ReportKey(new ChannelReport(report, true, id, owner), query), dates, ended);
    }
  }

  @SuppressWarnings("unchecked")
  private <T> @Nullable T shared(@Nullable T value) {
    return value == null ? null : (T) shared.computeIfAbsent(value, same -> same);
  }

  /** Ends the present run; the next one is older. */
  public void endRun() {
    ofRun.forEach(
        (key, results) -> {
          Map<DateRange, PastResult> known = latest.computeIfAbsent(key, any -> new HashMap<>());
          results.forEach((dates, ended) -> known.putIfAbsent(dates, ended.result()));
        });
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

  private void add(ReportKey report, DateRange dates, Ended ended) {
    ofRun
        .computeIfAbsent(report, any -> new HashMap<>())
        .merge(dates, ended, PastOutcomes::decisive);
  }

  /**
   * Of two token records for one channel, the result with a response counts; of two requests with
   * one record, the one without, because then a part of the days is missing; else the later one.
   */
  private static Ended decisive(Ended one, Ended other) {
    boolean answered = one.isSettled();
    if (answered != other.isSettled()) {
      boolean rivals = !one.tokenRecord().equals(other.tokenRecord());
      return answered == rivals ? one : other;
    }
    return other.finishedAt().isAfter(one.finishedAt()) ? other : one;
  }

  private PastResult past(Outcome outcome, @Nullable String id, @Nullable String owner) {
    LocalDate from = outcome.answeredFrom();
    LocalDate through = outcome.answeredThrough();
    Basis basis = Basis.parse(outcome.basis()).orElse(null);
    return new PastResult(
        new RequestResult(kind(outcome), outcome.startedAt(), basis, from != null),
        id,
        owner,
        from == null || through == null ? null : shared(new DateRange(from, through)));
  }

  private static Kind kind(Outcome outcome) {
    return switch (outcome.status()) {
      case OK, EMPTY, TRUNCATED -> Kind.ANSWERED;
      case UNCHANGED -> outcome.basis() == null ? Kind.ABSENT : Kind.UNCHANGED;
      case FAILED -> Kind.FAILED;
      case DEFERRED -> Kind.DEFERRED;
    };
  }
}
