// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.stored.PastOutcomes;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Dates;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier runs were answered, from the outcomes in an output. Runs are read when they are
 * needed, the newest first: where all is as it was last night, that is one.
 */
public final class StoredAnswers implements PastAnswers {
  private final ParquetOutput output;
  private final List<String> runs;
  private final Iterator<String> older;
  private final PastOutcomes past = new PastOutcomes();

  private StoredAnswers(ParquetOutput output) throws IOException {
    this.output = output;
    this.runs = StoredOutcomes.runs(output);
    this.older = runs.iterator();
  }

  /** The outcomes in this output; one that does not exist has none. */
  public static PastAnswers.Factory in(ParquetOutput output) {
    return () -> new StoredAnswers(output);
  }

  @Override
  public boolean any(ChannelRef channel, String report) {
    while (!past.any(channel, report) && older.hasNext()) {
      read(older.next());
    }
    return past.any(channel, report);
  }

  @Override
  public Optional<Ending> last(ChannelRef channel, ReportRequest request) {
    while (past.last(channel, request).isEmpty() && older.hasNext()) {
      read(older.next());
    }
    return past.last(channel, request);
  }

  @Override
  public Map<DateRange, Ending> endings(ChannelRef channel, ReportDefinition report) {
    older.forEachRemaining(this::read);
    return past.endings(channel, report);
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

  /** Takes in a run that is older than all before. */
  private void read(String runId) {
    outcomes(runId, past::add);
    past.endRun();
  }

  private void outcomes(String runId, StoredOutcomes.Reader reader) {
    try {
      StoredOutcomes.read(output, runId, reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the outcomes of run " + runId, e);
    }
  }
}
