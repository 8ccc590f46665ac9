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

/** The outcomes of runs, taken in one run after the other, the newest first. */
public final class PastOutcomes {
  private final Set<Answered> known = new HashSet<>();
  private final Map<Table, Map<DateRange, Ending>> endings = new HashMap<>();
  private final Map<Asked, Outcome> ofRun = new HashMap<>();

  /** By identity: a plan asks about the same few definitions again and again. */
  private final IdentityHashMap<ReportDefinition, String> queries = new IdentityHashMap<>();

  /** A channel by its id and owner, or by its token record where its id is not known. */
  private record Answered(
      String report, boolean byId, String channel, @Nullable String contentOwner) {}

  /**
   * A report of a channel.
   *
   * @param query fingerprint of the report's definition
   */
  private record Table(Answered channel, String query) {}

  /** A request of a channel. */
  private record Asked(Table table, DateRange dates) {}

  /**
   * Takes an outcome of the run that is being taken in.
   *
   * @param query fingerprint of the definition that its report had, null if not known
   */
  public void add(Outcome outcome, @Nullable String query) {
    String owner = outcome.contentOwner();
    String id = outcome.channelId();
    add(new Answered(outcome.report(), false, outcome.tokenRecord(), owner), outcome, query);
    if (id != null) {
      add(new Answered(outcome.report(), true, id, owner), outcome, query);
    }
  }

  /** Takes it that the request of this outcome was answered, if it was. */
  public void addIfAnswered(Outcome outcome) {
    if (kind(outcome) == Kind.ANSWERED) {
      addAnswered(
          outcome.report(), outcome.tokenRecord(), outcome.channelId(), outcome.contentOwner());
    }
  }

  /** Takes it that some request of a report was answered. */
  public void addAnswered(
      String report,
      String tokenRecord,
      @Nullable String channelId,
      @Nullable String contentOwner) {
    known.add(new Answered(report, false, tokenRecord, contentOwner));
    if (channelId != null) {
      known.add(new Answered(report, true, channelId, contentOwner));
    }
  }

  /** Goes on to an older run; of a run's own outcomes, the last to end counts. */
  public void endRun() {
    ofRun.forEach(
        (asked, outcome) ->
            endings
                .computeIfAbsent(asked.table(), any -> new HashMap<>())
                .putIfAbsent(asked.dates(), ending(outcome)));
    ofRun.clear();
  }

  /** Whether any request of this report was answered for this channel, going by what was taken. */
  public boolean any(ChannelRef channel, String report) {
    return known.contains(wanted(channel, report));
  }

  /** How the same request of the same channel ended last, going by what was taken. */
  public Optional<Ending> last(ChannelRef channel, ReportRequest request) {
    return Optional.ofNullable(endings(channel, request.report()).get(request.dates()));
  }

  /** How all requests of a report of a channel ended last, by their dates. */
  public Map<DateRange, Ending> endings(ChannelRef channel, ReportDefinition report) {
    String query = queries.computeIfAbsent(report, ReportDefinition::fingerprint);
    Table table = new Table(wanted(channel, report.name()), query);
    return Collections.unmodifiableMap(endings.getOrDefault(table, Map.of()));
  }

  private static Answered wanted(ChannelRef channel, String report) {
    String id = channel.channelId();
    return id == null
        ? new Answered(report, false, channel.tokenRecord(), channel.contentOwner())
        : new Answered(report, true, id, channel.contentOwner());
  }

  private void add(Answered channel, Outcome outcome, @Nullable String query) {
    if (query != null) {
      DateRange dates = new DateRange(outcome.startDate(), outcome.endDate());
      ofRun.merge(new Asked(new Table(channel, query), dates), outcome, PastOutcomes::thatCounts);
    }
  }

  /**
   * Of two records for one channel, the one that was answered counts; of two requests with one
   * record, the one that was not, since then there is something left to ask; else the later one.
   */
  private static Outcome thatCounts(Outcome one, Outcome other) {
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
