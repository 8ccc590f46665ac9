// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.output.PastOutcomes;
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
 * The outcomes of earlier runs in a Parquet output. Runs are read on demand, newest first: usually
 * the latest one is enough. Outcomes outside of {@link #limitedTo} are skipped and not kept.
 */
final class ParquetEarlierOutcomes implements EarlierOutcomes {
  private final ParquetOutput output;
  private final List<String> runs;
  private final @Nullable Map<String, DateRange> dates;
  private final Iterator<String> runsForAnswers;
  private final Iterator<String> runsForResults;
  private final PastOutcomes past = new PastOutcomes();

  private ParquetEarlierOutcomes(
      ParquetOutput output, List<String> runs, @Nullable Map<String, DateRange> dates) {
    this.output = output;
    this.runs = runs;
    this.dates = dates;
    this.runsForAnswers = runs.iterator();
    this.runsForResults = runs.iterator();
  }

  /** The outcomes in this output; one that does not exist has none. */
  static EarlierOutcomes.Factory in(ParquetOutput output) {
    return () -> new ParquetEarlierOutcomes(output, OutcomeReader.runs(output), null);
  }

  @Override
  public EarlierOutcomes limitedTo(Map<String, DateRange> limits) {
    return new ParquetEarlierOutcomes(output, runs, Map.copyOf(limits));
  }

  @Override
  public boolean hasAnswer(ChannelRef channel, String report) {
    while (!past.hasAnswer(channel, report) && runsForAnswers.hasNext()) {
      outcomes(runsForAnswers.next(), null, (outcome, query) -> past.addIfAnswered(outcome));
    }
    return past.hasAnswer(channel, report);
  }

  @Override
  public Optional<RequestResult> latest(ChannelRef channel, ReportRequest request) {
    while (past.latest(channel, request).isEmpty() && runsForResults.hasNext()) {
      readResults(runsForResults.next());
    }
    return past.latest(channel, request);
  }

  @Override
  public Map<DateRange, RequestResult> latestByDates(ChannelRef channel, ReportDefinition report) {
    runsForResults.forEachRemaining(this::readResults);
    return past.latestByDates(channel, report);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An output has one run at a time, so runs older than one without requests on that day have
   * none either.
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

  /** Adds a run that is older than all before. */
  private void readResults(String runId) {
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
