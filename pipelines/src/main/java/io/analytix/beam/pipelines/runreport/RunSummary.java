// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.ChannelName;
import io.analytix.beam.pipelines.coverage.Coverage;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.output.RequestFailures;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.SeriesBreak;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The summary of a run, computed from its stored outcomes. */
public final class RunSummary {
  private final Map<String, ReportDefinition> definitions = new HashMap<>();
  private final Map<String, ReportTotals> reports = new LinkedHashMap<>();
  private final Map<String, FailureGroup> failures = new LinkedHashMap<>();
  private final Map<String, LocalDate> newest = new HashMap<>();
  private final TreeSet<String> warnings = new TreeSet<>();
  private final Map<String, List<BulkJobStatus>> jobs = new TreeMap<>();
  private final Map<JobKey, Long> changedRows = new HashMap<>();
  private final Set<ChannelName> channels = new HashSet<>();
  private final ReportTotals totals = new ReportTotals();
  private final ReportTotals bulkFiles = new ReportTotals();
  private final RequestTimeline timeline = new RequestTimeline();
  private final Coverage coverage;
  private final CrossedBreaks breaks;
  private @Nullable Instant began;
  private @Nullable Instant ended;

  private record JobKey(String reportType, String tokenRecord, @Nullable String contentOwner) {}

  /**
   * A summary without outcomes.
   *
   * @param reports reports in display order; others follow in the order of their outcomes
   * @param stored finds the days without a row in the response that have stored rows
   */
  public RunSummary(Collection<ReportDefinition> reports, StoredDays stored) {
    this.coverage = new Coverage(reports, stored);
    this.breaks = new CrossedBreaks(reports);
    for (ReportDefinition report : reports) {
      definitions.put(report.name(), report);
      this.reports.put(report.name(), new ReportTotals());
    }
  }

  /** Adds the outcome of one request; one of rows without a request only counts if it failed. */
  public void add(Outcome outcome) {
    if (RequestFailures.isDerived(outcome)) {
      return;
    }
    channels.add(ChannelName.of(outcome));
    totals.add(outcome);
    reports.computeIfAbsent(outcome.report(), name -> new ReportTotals()).add(outcome);
    coverage.add(outcome);
    breaks.add(outcome);
    if (isOfBulkFile(outcome)) {
      bulkFiles.add(outcome);
    } else {
      timeline.add(outcome);
    }
    if (outcome.changed() > 0) {
      changedRows.merge(
          new JobKey(outcome.report(), outcome.tokenRecord(), outcome.contentOwner()),
          outcome.changed(),
          Long::sum);
    }
    addTimes(outcome);
    addFailure(outcome);
    addNewestDay(outcome);
  }

  private boolean isOfBulkFile(Outcome outcome) {
    return !definitions.containsKey(outcome.report())
        && BulkReportTypes.resolve(outcome.report()).isPresent();
  }

  /** Adds a note about the run. */
  public void warn(String note) {
    warnings.add(note);
  }

  /** Adds what is known of the files of a bulk job. */
  public void add(BulkJobStatus job) {
    jobs.computeIfAbsent(job.reportType(), type -> new ArrayList<>()).add(job);
    warnings.addAll(JobProblems.of(job));
  }

  private void addTimes(Outcome outcome) {
    if (began == null || outcome.startedAt().isBefore(began)) {
      began = outcome.startedAt();
    }
    if (ended == null || outcome.finishedAt().isAfter(ended)) {
      ended = outcome.finishedAt();
    }
  }

  private void addFailure(Outcome outcome) {
    if (outcome.cause() != null) {
      failures
          .computeIfAbsent(
              outcome.status() + "\n" + outcome.cause() + "\n" + outcome.message(),
              key -> new FailureGroup(outcome))
          .add(outcome);
    } else if (outcome.message() != null) {
      warnings.add("record '" + outcome.tokenRecord() + "': " + outcome.message());
    }
  }

  private void addNewestDay(Outcome outcome) {
    LocalDate through = outcome.answeredThrough();
    ReportDefinition report = definitions.get(outcome.report());
    if (through != null && report != null && report.byDay()) {
      newest.merge(
          outcome.tokenRecord(), through, (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  /** The totals of each report, by its name. */
  public Map<String, ReportTotals> reports() {
    return Collections.unmodifiableMap(reports);
  }

  /** The totals of all reports. */
  public ReportTotals totals() {
    return totals;
  }

  /**
   * The totals of bulk files, which are in those of all reports, too. The requests that list the
   * files of a job count with its first outcome.
   */
  public ReportTotals bulkFiles() {
    return bulkFiles;
  }

  /** The number of requested channels. */
  public int channels() {
    return channels.size();
  }

  /** The failures and deferrals, in the order of their first outcomes. */
  public Collection<FailureGroup> failures() {
    return Collections.unmodifiableCollection(failures.values());
  }

  /** The failures and deferrals by their causes, over all reports. */
  public List<FailureCause> causes() {
    return FailureCause.of(failures.values());
  }

  /**
   * Notes, one line each: the breaks of series within the requested days, then what concerns
   * successful requests and the run.
   */
  public List<String> warnings() {
    return Stream.concat(breaks.all().stream().map(SeriesBreak::text), warnings.stream()).toList();
  }

  /** The bulk jobs by report type, those of a type added up. */
  public Map<String, JobTotals> jobs() {
    Map<String, JobTotals> totals = new LinkedHashMap<>();
    jobs.forEach(
        (type, ofType) ->
            totals.put(
                type,
                new JobTotals(
                    List.copyOf(ofType), ofType.stream().mapToLong(this::changedRows).sum())));
    return totals;
  }

  /** The rows in which newer files of a bulk job differ from those that they replaced. */
  long changedRows(BulkJobStatus job) {
    return changedRows.getOrDefault(
        new JobKey(job.reportType(), job.tokenRecord(), job.contentOwner()), 0L);
  }

  /** The covered days of each channel. */
  public Coverage coverage() {
    return coverage;
  }

  /** The times at which requests of the YouTube Analytics API were sent. */
  public RequestTimeline timeline() {
    return timeline;
  }

  /** The start of the first request; empty without outcomes. */
  public Optional<Instant> began() {
    return Optional.ofNullable(began);
  }

  /** The end of the last request; empty without outcomes. */
  public Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /** The newest days for which the reports by day have rows, each with its token records. */
  public NavigableMap<LocalDate, SortedSet<String>> newestDays() {
    NavigableMap<LocalDate, SortedSet<String>> days = new TreeMap<>();
    newest.forEach((record, day) -> days.computeIfAbsent(day, d -> new TreeSet<>()).add(record));
    return days;
  }
}
