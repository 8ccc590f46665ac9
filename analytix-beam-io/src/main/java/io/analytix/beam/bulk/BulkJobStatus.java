// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the files of a report type of a channel or content owner at the end of a run, by
 * the API's lists and the outcomes of all runs. Days are Pacific days of the last 60 days, because
 * the API lists no older files.
 *
 * @param runId the run
 * @param channelId the channel; null if it is not identified, or of a content owner
 * @param contentOwner the content owner, null of a channel
 * @param asOf the time of the run
 * @param createdAt when the job was created, null if there is none or YouTube does not say
 * @param newestAt when the newest file was generated that is listed or was fetched; null without
 *     one
 * @param days with a file
 * @param missing days without a file that should have one: four days or more ago, and not before
 *     the first day of the job; also days whose files were deleted before they were fetched
 * @param headerOnly days whose files have no row
 * @param reissued days of which YouTube has generated several files, as far as they were listed or
 *     fetched
 * @param replaced days whose stored rows this run replaced by those of a newer file
 * @param unconfirmed days of which this run fetched a newer file without a row; the rows of an
 *     older file stay
 * @param rowsEnded whether the files of the newest seven days with a file have no row, although
 *     those of most days before have
 * @param unfetched files that were there to fetch and are not fetched
 * @param vanishesAt when YouTube deletes the first file that is not fetched, at the earliest; null
 *     if all are. If the files could not be listed, the first that no run has listed
 * @param expiresAt when YouTube generates no more files for the job, null if no end is set
 * @param accountWithoutRows whether this is the last job of its channel or content owner, and no
 *     file of any of its jobs has ever had a row: then probably the wrong channel consented
 */
public record BulkJobStatus(
    String runId,
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String contentOwner,
    String reportType,
    Instant asOf,
    @Nullable Instant createdAt,
    @Nullable Instant newestAt,
    int days,
    List<LocalDate> missing,
    int headerOnly,
    int reissued,
    int replaced,
    int unconfirmed,
    boolean rowsEnded,
    int unfetched,
    @Nullable Instant vanishesAt,
    @Nullable Instant expiresAt,
    boolean accountWithoutRows)
    implements Serializable {
  /** Fewer days until a file vanishes are urgent. */
  private static final int URGENT_DAYS = 14;

  private static final int KEPT_DAYS = 60;
  private static final int HISTORY_KEPT_DAYS = 30;
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  public BulkJobStatus {
    missing = List.copyOf(missing);
  }

  /** The same after these of its files could not be stored: they are still to be fetched. */
  public BulkJobStatus withUnstored(Collection<BulkFile> files) {
    return files.isEmpty()
        ? this
        : new BulkJobStatus(
            runId,
            tokenRecord,
            channelId,
            contentOwner,
            reportType,
            asOf,
            createdAt,
            newestAt,
            days,
            missing,
            headerOnly,
            reissued,
            0,
            unconfirmed,
            rowsEnded,
            unfetched + files.size(),
            Stream.concat(
                    Stream.ofNullable(vanishesAt),
                    files.stream()
                        .map(
                            file ->
                                vanishesAt(
                                    createdAt, file.day(), file.generation().createdAt(), asOf)))
                .min(Comparator.naturalOrder())
                .orElse(null),
            expiresAt,
            accountWithoutRows);
  }

  /**
   * When YouTube deletes a file, at the earliest: one of the days before the job sooner, unless it
   * is a later file of the day.
   *
   * @param jobCreatedAt null if it is not known
   * @param generatedAt when the file was generated
   */
  public static Instant vanishesAt(
      @Nullable Instant jobCreatedAt, LocalDate day, Instant generatedAt, Instant asOf) {
    Instant sooner = generatedAt.plus(Duration.ofDays(HISTORY_KEPT_DAYS));
    boolean isHistory =
        jobCreatedAt != null && day.isBefore(jobCreatedAt.atZone(PACIFIC).toLocalDate());
    return isHistory && sooner.isAfter(asOf)
        ? sooner
        : generatedAt.plus(Duration.ofDays(KEPT_DAYS));
  }

  /** Whole days until {@link #vanishesAt}, negative if it has passed; empty if it is null. */
  public OptionalLong daysToVanish() {
    return days(vanishesAt);
  }

  /** Whole days until {@link #expiresAt}, negative if it has passed; empty if it is null. */
  public OptionalLong daysToExpiry() {
    return days(expiresAt);
  }

  /** Whether a file that is not fetched vanishes within 14 days. */
  public boolean isLosingFiles() {
    OptionalLong left = daysToVanish();
    return left.isPresent() && left.getAsLong() < URGENT_DAYS;
  }

  private OptionalLong days(@Nullable Instant end) {
    return end == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.floorDiv(Duration.between(asOf, end).toHours(), 24));
  }
}
