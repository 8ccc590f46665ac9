// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.stored;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes.Ending;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the outcomes of runs, one run after the other, the newest first. */
public final class PastOutcomes {
  private final Set<ReportOfChannel> known = new HashSet<>();
  private final Map<Table, Map<DateRange, Ending>> endings = new HashMap<>();
  private final Map<RequestOfChannel, Outcome> ofRun = new HashMap<>();

  /** By identity, because a plan looks up the same few definitions many times. */
  private final IdentityHashMap<ReportDefinition, String> queries = new IdentityHashMap<>();

  /** A report of a channel, by channel id or, if the id is unknown, by token record. */
  private record ReportOfChannel(
      String report, boolean byId, String channel, @Nullable String contentOwner) {}

  /**
   * A report of a channel.
   *
   * @param query fingerprint of the report's definition
   */
  private record Table(ReportOfChannel channel, String query) {}

  /** A request of a channel. */
  private record RequestOfChannel(Table table, DateRange dates) {}

  /**
   * Adds an outcome of the current run.
   *
   * @param query fingerprint of its report's definition, null if unknown
   */
  public void add(Outcome outcome, @Nullable String query) {
    String owner = outcome.contentOwner();
    String id = outcome.channelId();
    add(new ReportOfChannel(outcome.report(), false, outcome.tokenRecord(), owner), outcome, query);
    if (id != null) {
      add(new ReportOfChannel(outcome.report(), true, id, owner), outcome, query);
    }
  }

  /** Adds the report of this outcome, if its request was answered. */
  public void addIfAnswered(Outcome outcome) {
    if (kind(outcome) == Kind.ANSWERED) {
      addAnswered(
          outcome.report(), outcome.tokenRecord(), outcome.channelId(), outcome.contentOwner());
    }
  }

  /** Adds a report of which a request was answered. */
  public void addAnswered(
      String report,
      String tokenRecord,
      @Nullable String channelId,
      @Nullable String contentOwner) {
    known.add(new ReportOfChannel(report, false, tokenRecord, contentOwner));
    if (channelId != null) {
      known.add(new ReportOfChannel(report, true, channelId, contentOwner));
    }
  }

  /** Ends the current run; the next outcomes are of an older run. */
  public void endRun() {
    ofRun.forEach(
        (asked, outcome) ->
            endings
                .computeIfAbsent(asked.table(), any -> new HashMap<>())
                .putIfAbsent(asked.dates(), ending(outcome)));
    ofRun.clear();
  }

  /** Whether any collected request of this report was answered for this channel. */
  public boolean any(ChannelRef channel, String report) {
    return known.contains(wanted(channel, report));
  }

  /** The last collected ending of the same request of the same channel. */
  public Optional<Ending> last(ChannelRef channel, ReportRequest request) {
    return Optional.ofNullable(endings(channel, request.report()).get(request.dates()));
  }

  /** The last collected endings of all requests of a report of a channel, by their dates. */
  public Map<DateRange, Ending> endings(ChannelRef channel, ReportDefinition report) {
    String query = queries.computeIfAbsent(report, ReportDefinition::fingerprint);
    Table table = new Table(wanted(channel, report.name()), query);
    return Collections.unmodifiableMap(endings.getOrDefault(table, Map.of()));
  }

  private static ReportOfChannel wanted(ChannelRef channel, String report) {
    String id = channel.channelId();
    return id == null
        ? new ReportOfChannel(report, false, channel.tokenRecord(), channel.contentOwner())
        : new ReportOfChannel(report, true, id, channel.contentOwner());
  }

  private void add(ReportOfChannel channel, Outcome outcome, @Nullable String query) {
    if (query != null) {
      DateRange dates = new DateRange(outcome.startDate(), outcome.endDate());
      ofRun.merge(
          new RequestOfChannel(new Table(channel, query), dates), outcome, PastOutcomes::effective);
    }
  }

  /**
   * For two token records of one channel, an answered outcome takes precedence; for two requests
   * with one record, the unanswered one, because something is left to request; otherwise the later
   * one.
   */
  private static Outcome effective(Outcome one, Outcome other) {
    boolean answered = kind(one) == Kind.ANSWERED;
    if (answered != (kind(other) == Kind.ANSWERED)) {
      boolean rivals = !one.tokenRecord().equals(other.tokenRecord());
      return answered == rivals ? one : other;
    }
    return other.finishedAt().isAfter(one.finishedAt()) ? other : one;
  }

  private static Ending ending(Outcome outcome) {
    return new Ending(kind(outcome), outcome.startedAt());
  }

  private static Kind kind(Outcome outcome) {
    if (outcome.status() == Status.DEFERRED) {
      return Kind.DEFERRED;
    }
    return outcome.status() == Status.FAILED ? Kind.FAILED : Kind.ANSWERED;
  }
}
