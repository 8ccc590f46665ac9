// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.internal.bulk.BulkLedger.FileState;
import io.analytix.beam.internal.youtube.BulkJob;
import io.analytix.beam.internal.youtube.BulkReport;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which days of a job have files, before they are fetched. No clock, no network.
 *
 * @param asOf the time of the run
 * @param days of the last 60 with a file that is listed or was fetched, in their order
 * @param read those of which a file was fetched
 * @param withRows those of which a file with rows was fetched
 * @param reissued how many of them have several files
 * @param newestAt when the newest file was generated; null without one
 * @param missing days that should have a file by now; none if they could not be listed
 * @param unlistedUntil when the first file vanishes that was not fetched, if the files could not be
 *     listed and earlier ones are known; else null
 */
record JobDays(
    Instant asOf,
    List<LocalDate> days,
    Set<LocalDate> read,
    Set<LocalDate> withRows,
    int reissued,
    @Nullable Instant newestAt,
    List<LocalDate> missing,
    @Nullable Instant unlistedUntil)
    implements Serializable {
  /** A file appears two to three days after its day; later means that there is none. */
  private static final int LATE_DAYS = 4;

  /** The number of days before its creation of which a new job has files. */
  private static final int DAYS_BEFORE_JOB = 30;

  private static final int KEPT_DAYS = 60;

  JobDays {
    days = List.copyOf(days);
    read = Set.copyOf(read);
    withRows = Set.copyOf(withRows);
    missing = List.copyOf(missing);
  }

  /** The days of a job. */
  static JobDays of(JobListing listing, BulkLedger.JobHistory history, Instant asOf) {
    LocalDate today = BulkDays.pacific(asOf);
    boolean listed = listing.failure() == null || !listing.reports().isEmpty();
    Map<LocalDate, Set<String>> files = new TreeMap<>();
    history
        .files()
        .forEach(
            (generation, file) -> {
              if (file.state().isFetched() || (!listed && file.state() != FileState.GONE)) {
                add(files, file.day(), generation.reportId());
              }
            });
    for (BulkReport report : listing.reports()) {
      if (history.state(FileChooser.generation(report)) != FileState.GONE) {
        add(files, BulkDays.pacific(report.startTime()), report.id());
      }
    }
    files.keySet().removeIf(day -> day.isBefore(today.minusDays(KEPT_DAYS)));
    return new JobDays(
        asOf,
        List.copyOf(files.keySet()),
        history.files().values().stream()
            .filter(file -> file.state().isFetched())
            .map(BulkLedger.KnownFile::day)
            .collect(Collectors.toSet()),
        files.keySet().stream().filter(history::hasRows).collect(Collectors.toSet()),
        (int) files.values().stream().filter(ofDay -> ofDay.size() > 1).count(),
        Stream.concat(
                history.newest().stream(), listing.reports().stream().map(BulkReport::createTime))
            .max(Comparator.naturalOrder())
            .orElse(null),
        listed ? missing(listing, files.keySet(), today) : List.of(),
        listed ? null : unlistedUntil(listing, history).orElse(null));
  }

  private static void add(Map<LocalDate, Set<String>> files, LocalDate day, String id) {
    files.computeIfAbsent(day, any -> new HashSet<>()).add(id);
  }

  private static List<LocalDate> missing(
      JobListing listing, Set<LocalDate> present, LocalDate today) {
    Optional<LocalDate> created = createdOn(listing);
    boolean byDay =
        BulkReportTypes.resolve(listing.reportType())
            .filter(type -> !type.systemManaged())
            .isPresent();
    if (!byDay || created.isEmpty() || today.isBefore(created.get().plusDays(LATE_DAYS))) {
      return List.of();
    }
    LocalDate first = later(created.get().minusDays(DAYS_BEFORE_JOB), today.minusDays(KEPT_DAYS));
    Instant expires = expiresAt(listing);
    LocalDate last = expires == null ? today : earlier(today, BulkDays.pacific(expires));
    LocalDate end = last.minusDays(LATE_DAYS - 1L);
    return first.isBefore(end)
        ? first.datesUntil(end).filter(day -> !present.contains(day)).toList()
        : List.of();
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static Optional<LocalDate> createdOn(JobListing listing) {
    return createdAt(listing).map(BulkDays::pacific);
  }

  /** When the job was created; empty if there is none, or if YouTube does not say. */
  static Optional<Instant> createdAt(JobListing listing) {
    return listing.jobs().stream()
        .map(BulkJob::createdAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  /** When nothing more is generated, null if no end is set or there is no job. */
  static @Nullable Instant expiresAt(JobListing listing) {
    return listing.jobs().stream().anyMatch(job -> job.expiresAt() == null)
        ? null
        : listing.jobs().stream()
            .map(BulkJob::expiresAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  /** When YouTube deletes a file, at the earliest. */
  static Instant vanishesAt(JobListing listing, LocalDate day, Instant created, Instant asOf) {
    return BulkJobStatus.vanishesAt(createdAt(listing).orElse(null), day, created, asOf);
  }

  /** Files that are not known were generated after those that are. */
  private static Optional<Instant> unlistedUntil(
      JobListing listing, BulkLedger.JobHistory history) {
    Optional<Instant> afterNewest =
        history.newest().map(newest -> newest.plus(Duration.ofDays(KEPT_DAYS)));
    return Stream.concat(
            afterNewest.stream(),
            history
                .open()
                .map(file -> vanishesAt(listing, file.day(), file.createdAt(), file.createdAt())))
        .min(Comparator.naturalOrder());
  }
}
