// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of a job once its files were fetched: what was known before, and the outcomes. */
final class JobStatus {
  /** Fewer days without a row may well be those of a channel with few viewers. */
  private static final int ENDED_DAYS = 7;

  private JobStatus() {}

  static BulkJobStatus of(
      String runId,
      JobWork work,
      List<Outcome> outcomes,
      List<JobResult.StoredFile> stored,
      boolean accountWithoutRows) {
    JobListing listing = work.listing();
    JobDays known = work.known();
    Map<LocalDate, List<Outcome>> files =
        outcomes.stream()
            .filter(one -> one.reportId() != null)
            .collect(Collectors.groupingBy(Outcome::startDate));
    Set<LocalDate> withRows = new HashSet<>(known.withRows());
    Set<LocalDate> read = new HashSet<>(known.read());
    Set<LocalDate> gone = new HashSet<>();
    List<Outcome> unfetched = new ArrayList<>();
    int unconfirmed = 0;
    for (JobWork.DayWork day : work.days()) {
      List<Outcome> ofDay = files.getOrDefault(day.day(), List.of());
      boolean rows = ofDay.stream().anyMatch(one -> one.status().hasRows());
      boolean empty = ofDay.stream().anyMatch(one -> one.status() == Status.EMPTY);
      if (empty && !rows && withRows.contains(day.day())) {
        unconfirmed++;
      }
      if (rows) {
        withRows.add(day.day());
      }
      if (rows || empty) {
        read.add(day.day());
      }
      if (ofDay.stream().allMatch(JobStatus::isGone)) {
        gone.add(day.day());
      }
      ofDay.stream().filter(JobStatus::isUnfetched).forEach(unfetched::add);
    }
    gone.removeAll(read);
    List<LocalDate> days = known.days().stream().filter(day -> !gone.contains(day)).toList();
    List<LocalDate> readDays = days.stream().filter(read::contains).toList();
    return new BulkJobStatus(
        runId,
        listing.account().tokenRecord(),
        listing.channelId(),
        listing.contentOwner(),
        listing.reportType(),
        known.asOf(),
        JobDays.createdAt(listing).orElse(null),
        known.newestAt(),
        days.size(),
        Stream.concat(known.missing().stream(), gone.stream()).sorted().toList(),
        (int) readDays.stream().filter(day -> !withRows.contains(day)).count(),
        known.reissued(),
        (int) stored.stream().filter(JobResult.StoredFile::replaces).count(),
        unconfirmed,
        rowsEnded(readDays, withRows),
        unfetched.size(),
        Stream.concat(
                Stream.ofNullable(known.unlistedUntil()),
                unfetched.stream().map(one -> vanishesAt(listing, one, known.asOf())))
            .min(Comparator.naturalOrder())
            .orElse(null),
        JobDays.expiresAt(listing),
        accountWithoutRows);
  }

  private static boolean rowsEnded(List<LocalDate> days, Set<LocalDate> withRows) {
    int before = days.size() - ENDED_DAYS;
    return before > 0
        && days.stream().skip(before).noneMatch(withRows::contains)
        && 2 * days.stream().limit(before).filter(withRows::contains).count() > before;
  }

  private static boolean isGone(Outcome outcome) {
    return outcome.cause() == Cause.NOT_FOUND && !outcome.retryable();
  }

  private static boolean isUnfetched(Outcome outcome) {
    return (outcome.status() == Status.FAILED || outcome.status() == Status.DEFERRED)
        && !isGone(outcome);
  }

  private static Instant vanishesAt(JobListing listing, Outcome outcome, Instant asOf) {
    return JobDays.vanishesAt(
        listing, outcome.startDate(), Objects.requireNonNull(outcome.reportCreatedAt()), asOf);
  }
}
