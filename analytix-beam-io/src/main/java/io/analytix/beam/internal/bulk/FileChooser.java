// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.internal.bulk.BulkLedger.FileState;
import io.analytix.beam.internal.youtube.BulkReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses the files to fetch: of each day the newest generation that is not stored yet, and the
 * older ones behind it in case it has no row. Beyond the day's quota days are deferred: what is
 * left goes to the newest days first, then to the days before the job was created, whose files
 * vanish first. No clock, no network.
 */
public final class FileChooser {
  private final BulkLedger ledger;
  private final boolean deferredFirst;

  /**
   * A chooser.
   *
   * @param deferredFirst whether files that an earlier run deferred come before all others
   */
  public FileChooser(BulkLedger ledger, boolean deferredFirst) {
    this.ledger = ledger;
    this.deferredFirst = deferredFirst;
  }

  /** A day of a job that waits for its share of the quota. */
  private record Candidate(
      JobListing job,
      LocalDate day,
      List<BulkReport> files,
      boolean reissued,
      boolean wasDeferred) {
    BulkReport newest() {
      return files.get(0);
    }

    /** Whether it is one of the 30 days before the job, whose files live for 30 days only. */
    boolean isHistory() {
      return job.jobs().stream()
          .filter(one -> one.id().equals(newest().jobId()))
          .anyMatch(
              one -> one.createdAt() != null && day.isBefore(BulkDays.pacific(one.createdAt())));
    }
  }

  /**
   * The work of each job, in the order of {@code listings}.
   *
   * @param requests how many requests are left today
   */
  public List<JobWork> choose(List<JobListing> listings, long requests) {
    List<Candidate> candidates = new ArrayList<>();
    for (JobListing listing : listings) {
      candidates.addAll(candidates(listing));
    }
    Set<Candidate> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    candidates.stream().sorted(order()).limit(Math.max(0, requests)).forEach(chosen::add);
    Map<String, Integer> jobsOfAccount = new HashMap<>();
    IdentityHashMap<JobListing, List<JobWork.DayWork>> days = new IdentityHashMap<>();
    for (Candidate candidate : candidates) {
      days.computeIfAbsent(candidate.job(), any -> new ArrayList<>())
          .add(day(candidate, !chosen.contains(candidate)));
    }
    listings.forEach(job -> jobsOfAccount.merge(job.owner(), 1, Integer::sum));
    List<JobWork> work = new ArrayList<>();
    for (JobListing listing : listings) {
      List<JobWork.DayWork> ofJob = days.getOrDefault(listing, List.of());
      BulkLedger.AccountHistory account = ledger.of(listing.owner());
      work.add(
          new JobWork(
              withoutReports(listing),
              ofJob,
              JobDays.of(listing, ledger.of(listing.reportType(), listing.owner()), ledger.asOf()),
              jobsOfAccount.getOrDefault(listing.owner(), 0),
              account.hadRows(),
              account.emptyDays()));
    }
    return work;
  }

  /** If the list moves between two of its pages, a file is on both. */
  private static Collection<BulkReport> distinct(List<BulkReport> reports) {
    Map<BulkGeneration, BulkReport> distinct = new LinkedHashMap<>();
    reports.forEach(report -> distinct.putIfAbsent(generation(report), report));
    return distinct.values();
  }

  /** By the generation that a day needs first, so that what vanishes first is fetched first. */
  private List<Candidate> candidates(JobListing listing) {
    BulkLedger.JobHistory history = ledger.of(listing.reportType(), listing.owner());
    Map<LocalDate, List<BulkReport>> byDay = new TreeMap<>();
    for (BulkReport report : distinct(listing.reports())) {
      byDay
          .computeIfAbsent(BulkDays.pacific(report.startTime()), any -> new ArrayList<>())
          .add(report);
    }
    List<Candidate> candidates = new ArrayList<>();
    byDay.forEach(
        (day, reports) -> {
          List<BulkReport> open = new ArrayList<>();
          boolean wasDeferred = false;
          reports.sort(Comparator.comparing(FileChooser::generation).reversed());
          boolean isListed =
              reports.stream()
                  .anyMatch(report -> history.state(generation(report)) == FileState.STORED);
          for (BulkReport report : reports) {
            FileState state = history.state(generation(report));
            if (state == FileState.STORED
                || history.isSuperseded(day, generation(report), isListed)) {
              break;
            }
            if (state != FileState.EMPTY && state != FileState.GONE) {
              open.add(report);
              wasDeferred |= state == FileState.DEFERRED;
            }
          }
          if (!open.isEmpty()) {
            candidates.add(new Candidate(listing, day, open, history.hasRows(day), wasDeferred));
          }
        });
    candidates.sort(Comparator.comparing(candidate -> generation(candidate.newest())));
    return candidates;
  }

  private Comparator<Candidate> order() {
    Comparator<Candidate> fair =
        Comparator.comparing(Candidate::isHistory)
            .thenComparing(
                (one, other) ->
                    one.isHistory()
                        ? created(one).compareTo(created(other))
                        : other.day().compareTo(one.day()));
    return deferredFirst
        ? Comparator.comparing((Candidate one) -> !one.wasDeferred()).thenComparing(fair)
        : fair;
  }

  private static Instant created(Candidate candidate) {
    return candidate.newest().createTime();
  }

  private static JobWork.DayWork day(Candidate candidate, boolean deferred) {
    LocalDate last = BulkDays.pacific(candidate.newest().endTime().minusNanos(1));
    return new JobWork.DayWork(
        candidate.day(),
        last.isBefore(candidate.day()) ? candidate.day() : last,
        candidate.files(),
        candidate.reissued(),
        deferred);
  }

  private static JobListing withoutReports(JobListing listing) {
    return new JobListing(
        listing.account(),
        listing.channelId(),
        listing.contentOwner(),
        listing.reportType(),
        listing.jobs(),
        List.of(),
        listing.failure(),
        listing.created(),
        listing.requests(),
        listing.retries(),
        listing.startedAt(),
        listing.finishedAt());
  }

  static BulkGeneration generation(BulkReport report) {
    return new BulkGeneration(report.createTime(), report.id());
  }
}
