// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Dates;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs were answered, from the outcomes in an output. Runs are read when they are
 * needed, the newest first: where all is as it was last night, that is one.
 */
public final class StoredAnswers implements PastAnswers {
  private final String folder;
  private final List<String> runs;
  private final Iterator<String> older;
  private final Set<Answered> known = new HashSet<>();
  private final Map<Asked, Ending> endings = new HashMap<>();

  private StoredAnswers(String folder) throws IOException {
    this.folder = folder;
    this.runs = StoredOutcomes.runs(folder);
    this.older = runs.iterator();
  }

  /** The outcomes in this output; a folder that does not exist has none. */
  public static PastAnswers.Factory in(String folder) {
    String absolute = ParquetOutput.local(folder).toString();
    return () -> new StoredAnswers(absolute);
  }

  /** A channel by its id and owner, or by its token record where its id is not known. */
  private record Answered(
      String report, boolean byId, String channel, @Nullable String contentOwner) {}

  /**
   * A request of a channel.
   *
   * @param query fingerprint of the report's definition
   */
  private record Asked(Answered channel, String query, DateRange dates) {}

  @Override
  public boolean any(ChannelRef channel, String report) {
    Answered wanted = wanted(channel, report);
    while (!known.contains(wanted) && older.hasNext()) {
      read(older.next());
    }
    return known.contains(wanted);
  }

  @Override
  public Optional<Ending> last(ChannelRef channel, ReportRequest request) {
    Asked wanted =
        new Asked(
            wanted(channel, request.report().name()),
            request.report().fingerprint(),
            request.dates());
    while (!endings.containsKey(wanted) && older.hasNext()) {
      read(older.next());
    }
    return Optional.ofNullable(endings.get(wanted));
  }

  @Override
  public Map<DateRange, Ending> endings(ChannelRef channel, ReportDefinition report) {
    older.forEachRemaining(this::read);
    Answered wanted = wanted(channel, report.name());
    Map<DateRange, Ending> found = new HashMap<>();
    endings.forEach(
        (asked, ending) -> {
          if (asked.channel().equals(wanted) && asked.query().equals(report.fingerprint())) {
            found.put(asked.dates(), ending);
          }
        });
    return found;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An output has one run at a time; so behind a run that sent nothing on that day, no older one
   * did.
   */
  @Override
  public long requestsOn(LocalDate day) {
    long requests = 0;
    for (String runId : runs) {
      List<Outcome> ofDay = new ArrayList<>();
      outcomes(
          runId,
          (outcome, query) -> {
            if (LocalDate.ofInstant(outcome.startedAt(), Dates.PACIFIC).equals(day)) {
              ofDay.add(outcome);
            }
          });
      if (ofDay.isEmpty()) {
        return requests;
      }
      requests += ofDay.stream().mapToLong(Outcome::requests).sum();
    }
    return requests;
  }

  private static Answered wanted(ChannelRef channel, String report) {
    String id = channel.channelId();
    return id == null
        ? new Answered(report, false, channel.tokenRecord(), channel.contentOwner())
        : new Answered(report, true, id, channel.contentOwner());
  }

  /** Takes in a run that is older than all before; of its own outcomes, the last to end counts. */
  private void read(String runId) {
    Map<Asked, Outcome> ofRun = new HashMap<>();
    outcomes(runId, (outcome, query) -> add(outcome, query, ofRun));
    ofRun.forEach((asked, outcome) -> endings.putIfAbsent(asked, ending(outcome)));
  }

  private void outcomes(String runId, StoredOutcomes.Reader reader) {
    try {
      StoredOutcomes.read(folder, runId, reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the outcomes of run " + runId, e);
    }
  }

  private void add(Outcome outcome, @Nullable String query, Map<Asked, Outcome> ofRun) {
    String owner = outcome.contentOwner();
    String id = outcome.channelId();
    add(new Answered(outcome.report(), false, outcome.tokenRecord(), owner), outcome, query, ofRun);
    if (id != null) {
      add(new Answered(outcome.report(), true, id, owner), outcome, query, ofRun);
    }
  }

  private void add(
      Answered channel, Outcome outcome, @Nullable String query, Map<Asked, Outcome> ofRun) {
    if (kind(outcome) == Kind.ANSWERED) {
      known.add(channel);
    }
    if (query != null) {
      DateRange dates = new DateRange(outcome.startDate(), outcome.endDate());
      ofRun.merge(new Asked(channel, query, dates), outcome, StoredAnswers::thatCounts);
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
