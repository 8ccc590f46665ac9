// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.QuotaUse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What earlier runs did with the files of each job, by their stored outcomes. */
public final class BulkLedger {
  /**
   * Files are listed for up to 60 days after they were generated (180 before 2018), so older
   * outcomes name no file that is still listed.
   */
  private static final Duration HORIZON = Duration.ofDays(120);

  /** Google deletes a file so long after it was generated. */
  private static final Duration RETENTION = Duration.ofDays(60);

  /** A file may be listed some time after it was generated. */
  private static final Duration OVERLAP = Duration.ofDays(3);

  private final Map<JobKey, JobHistory> jobs = new HashMap<>();
  private final Map<String, AccountHistory> accounts = new HashMap<>();
  private final Instant asOf;
  private long requestsToday;

  /** A report type of an account. */
  private record JobKey(String reportType, String owner) {}

  private BulkLedger(Instant asOf) {
    this.asOf = asOf;
  }

  /**
   * Reads the outcomes.
   *
   * @param now decides which runs are read, and whose requests are those of today
   * @param asOf decides which files cannot be listed any more
   */
  public static BulkLedger read(EarlierFiles files, Instant now, Instant asOf) throws IOException {
    BulkLedger ledger = new BulkLedger(asOf);
    LocalDate today = BulkDays.pacific(now);
    files.read(now.minus(HORIZON), outcome -> ledger.add(outcome, today));
    return ledger;
  }

  private void add(Outcome outcome, LocalDate today) {
    if (BulkDays.pacific(outcome.startedAt()).equals(today)) {
      requestsToday += outcome.requests();
    }
    if (outcome.reportId() == null || outcome.reportCreatedAt() == null) {
      return;
    }
    String owner = outcome.contentOwner();
    String id = outcome.channelId();
    String name = owner != null ? "@" + owner : id;
    add("record " + outcome.tokenRecord(), outcome);
    if (name != null) {
      add(name, outcome);
    }
  }

  private void add(String owner, Outcome outcome) {
    job(outcome.report(), owner).add(outcome);
    accounts.computeIfAbsent(owner, any -> new AccountHistory()).add(outcome);
  }

  private JobHistory job(String reportType, String owner) {
    return jobs.computeIfAbsent(new JobKey(reportType, owner), any -> new JobHistory());
  }

  /** The time of the run. */
  Instant asOf() {
    return asOf;
  }

  /** The history of a job; of a channel that is not identified, by its token record. */
  JobHistory of(String reportType, String owner) {
    return job(reportType, owner);
  }

  /** What all jobs of an account gave. */
  AccountHistory of(String owner) {
    return accounts.getOrDefault(owner, new AccountHistory());
  }

  /** The requests that earlier runs sent on the Pacific day of {@code now}, by their outcomes. */
  public QuotaUse usedToday(Instant now) {
    return new QuotaUse(BulkDays.pacific(now), requestsToday);
  }

  /** What the files of an account contained. */
  static final class AccountHistory {
    private final Set<LocalDate> emptyDays = new HashSet<>();
    private boolean hadRows;

    private void add(Outcome outcome) {
      hadRows |= outcome.status() == Status.OK;
      if (outcome.status() == Status.EMPTY) {
        emptyDays.add(outcome.startDate());
      }
    }

    /** Whether any file ever had a row. */
    boolean hadRows() {
      return hadRows;
    }

    /** Days with a file without a row. */
    Set<LocalDate> emptyDays() {
      return emptyDays;
    }
  }

  /** What happened to a file. */
  enum FileState {
    /** Its rows were stored. */
    STORED,
    /** It has no rows. */
    EMPTY,
    /** It was gone when it was requested. */
    GONE,
    /** It was not fetched for the quota of the day. */
    DEFERRED,
    /** It was not fetched, or nothing is known of it. */
    OPEN;

    /** Whether it was fetched. */
    boolean isFetched() {
      return this == STORED || this == EMPTY;
    }

    /** Whether it is still to be fetched, as long as it exists. */
    boolean isToFetch() {
      return this == OPEN || this == DEFERRED;
    }
  }

  /** A file that an earlier run named. */
  record KnownFile(LocalDate day, Instant createdAt, FileState state) {}

  /** The files of a job. */
  final class JobHistory {
    private final Map<BulkGeneration, KnownFile> files = new HashMap<>();
    private final Map<LocalDate, BulkGeneration> stored = new HashMap<>();
    private @Nullable Instant newest;

    /** Runs are added newest first, so the first outcome of a file counts. */
    private void add(Outcome outcome) {
      Instant created = outcome.reportCreatedAt();
      if (created == null) {
        return;
      }
      BulkGeneration file =
          inMilliseconds(new BulkGeneration(created, String.valueOf(outcome.reportId())));
      FileState state = state(outcome);
      if (files.putIfAbsent(file, new KnownFile(outcome.startDate(), created, state)) != null) {
        return;
      }
      if (state.isToFetch()) {
        return;
      }
      newest = newest == null || created.isAfter(newest) ? created : newest;
      if (state == FileState.STORED) {
        stored.merge(
            outcome.startDate(), file, (one, other) -> one.compareTo(other) > 0 ? one : other);
      }
    }

    /**
     * Files that were generated up to then need not be listed; empty if all must be. While one of
     * them is still to be fetched, all are listed, because the files of its day must be compared.
     */
    Optional<Instant> createdAfter() {
      return open().findAny().isPresent()
          ? Optional.empty()
          : newest().map(at -> at.minus(OVERLAP));
    }

    /** The files that earlier runs named; their times have milliseconds. */
    Map<BulkGeneration, KnownFile> files() {
      return Collections.unmodifiableMap(files);
    }

    /** Files that earlier runs did not fetch, and that may still exist. */
    Stream<KnownFile> open() {
      return files.values().stream()
          .filter(file -> file.state().isToFetch())
          .filter(file -> file.createdAt().plus(RETENTION).isAfter(asOf));
    }

    /** When the newest file was generated that needs no fetching any more. */
    Optional<Instant> newest() {
      return Optional.ofNullable(newest);
    }

    /** Whether rows of the day are stored. */
    boolean hasRows(LocalDate day) {
      return stored.containsKey(day);
    }

    /** What happened to a file; one that was generated again under its id is another. */
    FileState state(BulkGeneration file) {
      KnownFile known = files.get(inMilliseconds(file));
      return known == null ? FileState.OPEN : known.state();
    }

    /**
     * Whether a file is older than the rows that are stored of its day.
     *
     * @param isListed whether the file with these rows is still listed, which decides between files
     *     of the same millisecond
     */
    boolean isSuperseded(LocalDate day, BulkGeneration file, boolean isListed) {
      BulkGeneration present = stored.get(day);
      if (present == null) {
        return false;
      }
      BulkGeneration known = inMilliseconds(file);
      return isListed
          ? known.createdAt().isBefore(present.createdAt())
          : known.compareTo(present) <= 0;
    }

    /** Outcomes have milliseconds. */
    private static BulkGeneration inMilliseconds(BulkGeneration file) {
      return new BulkGeneration(file.createdAt().truncatedTo(ChronoUnit.MILLIS), file.reportId());
    }

    private static FileState state(Outcome outcome) {
      return switch (outcome.status()) {
        case OK, TRUNCATED -> FileState.STORED;
        case EMPTY -> FileState.EMPTY;
        case UNCHANGED -> throw new IllegalArgumentException("a bulk file is never UNCHANGED");
        case DEFERRED -> FileState.DEFERRED;
        case FAILED ->
            outcome.cause() == Cause.NOT_FOUND && !outcome.retryable()
                ? FileState.GONE
                : FileState.OPEN;
      };
    }
  }
}
