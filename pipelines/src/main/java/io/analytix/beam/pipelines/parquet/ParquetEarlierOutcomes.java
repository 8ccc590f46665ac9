// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.stored.PastOutcomes;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results of earlier runs, from the outcomes in an output. Runs are read when they are needed,
 * the newest first: usually only one is read. Outcomes outside the dates of the plan are skipped
 * and not kept in memory.
 */
public final class ParquetEarlierOutcomes implements EarlierOutcomes {
  private final ParquetOutput output;
  private final List<String> runs;
  private final @Nullable Map<String, DateRange> dates;
  private final Iterator<String> toAnyAnswer;
  private final Iterator<String> toEndings;
  private final PastOutcomes past = new PastOutcomes();

  private ParquetEarlierOutcomes(
      ParquetOutput output, List<String> runs, @Nullable Map<String, DateRange> dates) {
    this.output = output;
    this.runs = runs;
    this.dates = dates;
    this.toAnyAnswer = runs.iterator();
    this.toEndings = runs.iterator();
  }

  /** The outcomes in this output; an output that does not exist has none. */
  public static EarlierOutcomes.Factory in(ParquetOutput output) {
    return () -> new ParquetEarlierOutcomes(output, OutcomeReader.runs(output), null);
  }

  @Override
  public EarlierOutcomes within(Map<String, DateRange> asked) {
    return new ParquetEarlierOutcomes(output, runs, Map.copyOf(asked));
  }

  @Override
  public boolean any(ChannelRef channel, String report) {
    while (!past.any(channel, report) && toAnyAnswer.hasNext()) {
      outcomes(toAnyAnswer.next(), null, (outcome, query) -> past.addIfAnswered(outcome));
    }
    return past.any(channel, report);
  }

  @Override
  public Optional<Ending> last(ChannelRef channel, ReportRequest request) {
    while (past.last(channel, request).isEmpty() && toEndings.hasNext()) {
      readEndings(toEndings.next());
    }
    return past.last(channel, request);
  }

  @Override
  public Map<DateRange, Ending> endings(ChannelRef channel, ReportDefinition report) {
    toEndings.forEachRemaining(this::readEndings);
    return past.endings(channel, report);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An output has one run at a time; so if a run sent no request on that day, no older run did.
   */
  @Override
  public long requestsOn(LocalDate day) {
    long requests = 0;
    for (String runId : runs) {
      List<Outcome> ofDay = new ArrayList<>();
      outcomes(
          runId,
          null,
          (outcome, query) -> {
            if (LocalDate.ofInstant(outcome.startedAt(), RunDates.PACIFIC).equals(day)) {
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

  /** Reads a run that is older than all runs read before. */
  private void readEndings(String runId) {
    outcomes(runId, dates, past::add);
    past.endRun();
  }

  private void outcomes(
      String runId, @Nullable Map<String, DateRange> within, OutcomeReader.Reader reader) {
    try {
      OutcomeReader.read(output, runId, within, reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the outcomes of run " + runId, e);
    }
  }
}
