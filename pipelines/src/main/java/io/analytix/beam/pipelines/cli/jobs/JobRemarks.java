// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.internal.bulk.AccountJobs;
import io.analytix.beam.outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to say about the jobs of an account. Pure: no network. */
final class JobRemarks {
  /** A file appears two to three days after its day; later means that something is wrong. */
  private static final Duration LATE = Duration.ofDays(4);

  private final List<BulkReportType> wanted;
  private final Instant now;

  /**
   * Remarks.
   *
   * @param wanted report types that should have a job; empty if only the present jobs matter
   */
  JobRemarks(List<BulkReportType> wanted, Instant now) {
    this.wanted = wanted;
    this.now = now;
  }

  /** A row for each job, and for each wanted report type without one. */
  List<ListedJob> rows(AccountJobs account) {
    String record = account.account().tokenRecord();
    String owner =
        account.account().contentOwner() == null
            ? account.channelId()
            : account.account().contentOwner();
    Failure failure = account.failure();
    if (failure != null) {
      String why = failure.cause() + ": " + failure.message() + ". " + failure.remedy();
      return List.of(
          new ListedJob(record, owner, null, null, null, null, null, null, null, true, why));
    }
    List<ListedJob> rows = new ArrayList<>();
    for (AccountJobs.Job job : account.jobs()) {
      String alarm = alarm(job, account);
      rows.add(
          new ListedJob(
              record,
              owner,
              job.reportType(),
              job.id(),
              text(job.createdAt()),
              text(job.expiresAt()),
              job.files(),
              text(job.newestDay()),
              text(job.newestFile()),
              alarm != null,
              alarm != null ? alarm : newer(job.reportType(), account).orElse(null)));
    }
    for (BulkReportType type : wanted) {
      boolean fits =
          (type.audience() == BulkReportType.Audience.CONTENT_OWNER)
              == (account.account().contentOwner() != null);
      if (fits && account.jobs().stream().noneMatch(job -> job.reportType().equals(type.id()))) {
        rows.add(
            new ListedJob(
                record,
                owner,
                type.id(),
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                missing(type, account)));
      }
    }
    rows.sort(Comparator.comparing(row -> String.valueOf(row.reportType())));
    return rows;
  }

  private String missing(BulkReportType type, AccountJobs account) {
    if (account.offered().containsKey(type.id())) {
      return "no job: create it with 'analytix jobs create'";
    }
    return newer(type.id(), account)
        .map(next -> "not offered any more; " + next)
        .orElse("no job, and the API does not offer this report type to the account");
  }

  private @Nullable String alarm(AccountJobs.Job job, AccountJobs account) {
    Instant expires = job.expiresAt();
    if (expires != null && !expires.isAfter(now)) {
      return "expired: nothing is generated any more"
          + newer(job.reportType(), account).map(next -> "; " + next).orElse("");
    }
    if (expires != null) {
      return "expires in "
          + Duration.between(now, expires).toDays()
          + " days"
          + newer(job.reportType(), account)
              .map(next -> "; " + next)
              .orElse("; fetch its files every day");
    }
    String ends = account.offered().get(job.reportType());
    if (ends != null && !ends.isEmpty()) {
      return "its report type ends on "
          + ends
          + newer(job.reportType(), account).map(next -> "; " + next).orElse("");
    }
    Instant since = job.newestFile() == null ? job.createdAt() : job.newestFile();
    if (since != null && since.plus(LATE).isBefore(now)) {
      return job.newestFile() == null
          ? "no file yet"
          : "no new file for " + Duration.between(since, now).toDays() + " days";
    }
    return null;
  }

  /** A newer version that the API offers and that has no job yet. */
  private static Optional<String> newer(String id, AccountJobs account) {
    return BulkReportTypes.resolve(id)
        .flatMap(
            type ->
                account.offered().keySet().stream()
                    .flatMap(other -> BulkReportTypes.resolve(other).stream())
                    .filter(other -> other.family().equals(type.family()))
                    .filter(other -> other.version() > type.version())
                    .max(Comparator.comparingInt(BulkReportType::version)))
        .map(BulkReportType::id)
        .filter(next -> account.jobs().stream().noneMatch(job -> job.reportType().equals(next)))
        .map(next -> "create a job of the newer version " + next);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
