// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of a job once its files were fetched: what was known before, and the outcomes. */
final class JobStatus {
  private JobStatus() {}

  static BulkJobStatus of(
      JobWork work,
      List<Outcome> outcomes,
      List<JobResult.StoredFile> stored,
      boolean accountWithoutRows) {
    JobListing listing = work.listing();
    JobDays known = work.known();
    List<Outcome> files = outcomes.stream().filter(one -> one.reportId() != null).toList();
    List<Outcome> unfetched = files.stream().filter(JobStatus::isUnfetched).toList();
    List<LocalDate> lost = new ArrayList<>();
    int headerOnly = known.headerOnly();
    for (JobWork.DayWork day : work.days()) {
      List<Outcome> ofDay =
          files.stream().filter(one -> one.startDate().equals(day.day())).toList();
      if (!day.reissued() && ofDay.stream().allMatch(JobStatus::isGone)) {
        lost.add(day.day());
      } else if (!day.reissued()
          && ofDay.stream().allMatch(one -> isGone(one) || one.status() == Status.EMPTY)) {
        headerOnly++;
      }
    }
    Set<LocalDate> had =
        work.days().stream()
            .filter(JobWork.DayWork::reissued)
            .map(JobWork.DayWork::day)
            .collect(Collectors.toSet());
    List<BulkStored> replaced =
        stored.stream()
            .filter(file -> had.contains(file.file().day()))
            .map(JobResult.StoredFile::changes)
            .toList();
    return new BulkJobStatus(
        listing.account().tokenRecord(),
        listing.channelId(),
        listing.contentOwner(),
        listing.reportType(),
        known.asOf(),
        known.days() - lost.size(),
        Stream.concat(known.missing().stream(), lost.stream()).sorted().toList(),
        headerOnly,
        known.reissued(),
        replaced.size(),
        replaced.stream().mapToLong(BulkStored::inserted).sum(),
        replaced.stream().mapToLong(BulkStored::updated).sum(),
        replaced.stream().mapToLong(BulkStored::deleted).sum(),
        unfetched.size(),
        Stream.concat(
                Stream.ofNullable(known.unlistedUntil()),
                unfetched.stream().map(one -> vanishesAt(listing, one, known.asOf())))
            .min(Comparator.naturalOrder())
            .orElse(null),
        JobDays.expiresAt(listing),
        accountWithoutRows);
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
