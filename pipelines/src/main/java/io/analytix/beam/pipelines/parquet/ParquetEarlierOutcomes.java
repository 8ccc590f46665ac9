// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static java.util.stream.Collectors.toSet;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.output.PastOutcomes;
import io.analytix.beam.pipelines.output.PastOutcomes.PastResult;
import io.analytix.beam.pipelines.storage.FileErrors;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of earlier runs in a Parquet output. Runs are read on demand, newest first: usually
 * the latest one is enough. Outcomes outside of {@link #limitedTo} are skipped and not kept.
 *
 * <p>A damaged file counts as one without outcomes: its requests are sent again. A response whose
 * rows' file is gone does not count.
 */
final class ParquetEarlierOutcomes implements EarlierOutcomes {
  private final ParquetOutput output;
  private final List<String> runs;
  private final @Nullable Map<String, DateRange> dates;
  private int next;
  private final PastOutcomes past = new PastOutcomes();
  private final Map<String, ReportSchema> tables = new HashMap<>();
  private final Map<String, Set<String>> filesOfFolders = new HashMap<>();
  private final Set<String> problems;

  private ParquetEarlierOutcomes(
      ParquetOutput output,
      List<String> runs,
      @Nullable Map<String, DateRange> dates,
      Set<String> problems) {
    this.output = output;
    this.runs = runs;
    this.dates = dates;
    this.problems = problems;
  }

  /** The outcomes in this output; one that does not exist has none. */
  static EarlierOutcomes.Factory in(ParquetOutput output) {
    return () ->
        new ParquetEarlierOutcomes(output, OutcomeReader.runs(output), null, new LinkedHashSet<>());
  }

  @Override
  public EarlierOutcomes limitedTo(Map<String, DateRange> limits) {
    return new ParquetEarlierOutcomes(output, runs, Map.copyOf(limits), problems);
  }

  @Override
  public Optional<RequestResult> latest(ChannelRef channel, ReportRequest request) {
    while (past.latest(channel, request).isEmpty() && next < runs.size()) {
      readResults(runs.get(next++));
    }
    return Optional.ofNullable(past.results(channel, request.report()).get(request.dates()))
        .map(result -> stored(request.report(), result));
  }

  @Override
  public Map<DateRange, RequestResult> latestByDates(ChannelRef channel, ReportDefinition report) {
    while (next < runs.size()) {
      readResults(runs.get(next++));
    }
    return stored(channel, report);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Each run has an outcome of every day of its window. So the newest run with an outcome of the
   * report is enough, but for days that it did not plan, because it was resumed or had a shorter
   * window.
   */
  @Override
  public Map<DateRange, RequestResult> latestOfDays(
      ChannelRef channel, ReportDefinition report, DateRange days) {
    while (next < runs.size() && isMissing(past.results(channel, report), days)) {
      readResults(runs.get(next++));
    }
    return stored(channel, report);
  }

  /** Whether there is a day without a result that is older than one that has one. */
  private static boolean isMissing(Map<DateRange, PastResult> results, DateRange days) {
    List<DateRange> known = days.days().map(day -> new DateRange(day, day)).toList();
    int newest = known.size() - 1;
    while (newest >= 0 && !results.containsKey(known.get(newest))) {
      newest--;
    }
    return newest < 0 || !results.keySet().containsAll(known.subList(0, newest));
  }

  private Map<DateRange, RequestResult> stored(ChannelRef channel, ReportDefinition report) {
    Map<DateRange, RequestResult> results = new HashMap<>();
    past.results(channel, report)
        .forEach((dates, result) -> results.put(dates, stored(report, result)));
    return results;
  }

  /** The result, but a failure if a file that must have rows of the response is gone. */
  private RequestResult stored(ReportDefinition report, PastResult past) {
    String channelId = past.channelId();
    DateRange rows = past.rows();
    if (channelId == null || rows == null) {
      return past.result();
    }
    ReportSchema table = tables.computeIfAbsent(report.name(), name -> ReportSchema.of(report));
    boolean present =
        FileKey.of(table, ReplaceScope.all(rows))
            .map(
                key -> OutputPaths.file(report.name(), key.month(), channelId, past.contentOwner()))
            .allMatch(this::exists);
    return present ? past.result() : new RequestResult(Kind.FAILED, past.result().startedAt());
  }

  private boolean exists(String path) {
    return filesOfFolders
        .computeIfAbsent(path.substring(0, path.lastIndexOf('/')), this::files)
        .contains(path);
  }

  private Set<String> files(String folder) {
    try {
      return output.files().list(folder).stream().map(ListedFile::path).collect(toSet());
    } catch (IOException e) {
      throw new OutputException("cannot list the files in " + folder + ": " + FileErrors.of(e), e);
    }
  }

  @Override
  public Collection<String> problems() {
    return Collections.unmodifiableSet(problems);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An output has one run at a time, so runs older than one without requests on that day have
   * none either.
   */
  @Override
  public DayUse usedOn(LocalDate day) {
    long requests = 0;
    long units = 0;
    for (String runId : runs) {
      List<Outcome> ofDay = new ArrayList<>();
      boolean complete =
          outcomes(
              runId,
              null,
              (outcome, query) -> {
                if (LocalDate.ofInstant(outcome.startedAt(), RunDates.PACIFIC).equals(day)) {
                  ofDay.add(outcome);
                }
              });
      if (ofDay.isEmpty() && complete) {
        break;
      }
      for (Outcome outcome : ofDay) {
        Integer ofDataApi = outcome.dataApiUnits();
        requests += outcome.requests();
        units += ofDataApi == null ? 0 : ofDataApi;
      }
    }
    return new DayUse(requests, units);
  }

  /** Adds a run that is older than all before. */
  private void readResults(String runId) {
    outcomes(runId, dates, past::add);
    past.endRun();
  }

  /** Returns whether no file of the run is damaged. */
  private boolean outcomes(
      String runId, @Nullable Map<String, DateRange> within, OutcomeReader.Reader reader) {
    AtomicBoolean complete = new AtomicBoolean(true);
    try {
      OutcomeReader.read(
          output,
          runId,
          within,
          reader,
          (path, problem) -> {
            complete.set(false);
            problems.add(
                "%s is damaged (%s): the requests that it records are not counted and may be sent"
                        .formatted(path, FileErrors.of(problem))
                    + " again. Set it aside with 'analytix output check'.");
          });
    } catch (IOException e) {
      throw new OutputException(
          "cannot read the outcomes of run " + runId + ": " + FileErrors.of(e), e);
    }
    return complete.get();
  }
}
