// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of a run, added up from its stored outcomes. */
final class RunSummary {
  private final Map<String, ReportDefinition> reports = new LinkedHashMap<>();
  private final Map<String, ReportLine> lines = new LinkedHashMap<>();
  private final Map<String, FailureLine> failures = new LinkedHashMap<>();
  private final Map<String, LocalDate> newest = new HashMap<>();
  private final Map<Status, Long> totals = new EnumMap<>(Status.class);
  private final TreeSet<String> warnings = new TreeSet<>();
  private long requests;
  private long retries;

  RunSummary(Collection<ReportDefinition> reports) {
    for (ReportDefinition report : reports) {
      this.reports.put(report.name(), report);
      lines.put(report.name(), new ReportLine());
    }
  }

  /** The outcomes of a report by status, and its rows. */
  static final class ReportLine {
    final Map<Status, Long> outcomes = new EnumMap<>(Status.class);
    long rows;

    long count(Status status) {
      return outcomes.getOrDefault(status, 0L);
    }

    long all() {
      return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Requests that failed in the same way. */
  static final class FailureLine {
    final Outcome first;
    final TreeSet<String> records = new TreeSet<>();
    final TreeSet<String> reports = new TreeSet<>();
    long count;

    FailureLine(Outcome first) {
      this.first = first;
    }
  }

  void add(Outcome outcome) {
    totals.merge(outcome.status(), 1L, Long::sum);
    requests += outcome.requests();
    retries += outcome.retries();
    ReportLine line = lines.computeIfAbsent(outcome.report(), name -> new ReportLine());
    line.outcomes.merge(outcome.status(), 1L, Long::sum);
    line.rows += outcome.status().answered() ? outcome.rows() : 0;
    if (outcome.cause() != null) {
      String key = outcome.cause() + "\n" + outcome.message();
      FailureLine failure = failures.computeIfAbsent(key, unused -> new FailureLine(outcome));
      failure.records.add(outcome.tokenRecord());
      failure.reports.add(outcome.report());
      failure.count++;
    } else if (outcome.message() != null) {
      warnings.add("record '" + outcome.tokenRecord() + "': " + outcome.message());
    }
    LocalDate through = outcome.answeredThrough();
    if (through != null && byDay(outcome)) {
      newest.merge(
          outcome.tokenRecord(), through, (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  private boolean byDay(Outcome outcome) {
    ReportDefinition report = reports.get(outcome.report());
    return report != null && report.byDay();
  }

  Map<String, ReportLine> reports() {
    return lines;
  }

  Collection<FailureLine> failures() {
    return failures.values();
  }

  Collection<String> warnings() {
    return warnings;
  }

  /**
   * The newest day that the reports by day have rows of, each with the token records it goes for.
   */
  NavigableMap<LocalDate, SortedSet<String>> newestDays() {
    NavigableMap<LocalDate, SortedSet<String>> days = new TreeMap<>();
    newest.forEach((record, day) -> days.computeIfAbsent(day, d -> new TreeSet<>()).add(record));
    return days;
  }

  long count(Status status) {
    return totals.getOrDefault(status, 0L);
  }

  long outcomes() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }

  long requests() {
    return requests;
  }

  long retries() {
    return retries;
  }

  /** 0 all OK, EMPTY or TRUNCATED; 2 some FAILED; 3 some DEFERRED and none failed. */
  int exitCode() {
    if (count(Status.FAILED) > 0) {
      return 2;
    }
    return count(Status.DEFERRED) > 0 ? 3 : 0;
  }
}
