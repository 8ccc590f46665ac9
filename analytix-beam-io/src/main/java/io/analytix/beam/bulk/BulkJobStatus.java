// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the files of a report type of a channel or content owner at the end of a run, by
 * the API's lists and the outcomes of all runs. Days are Pacific days of the last 60 days, because
 * the API lists no older files.
 *
 * @param channelId the channel; null if it is not identified, or of a content owner
 * @param contentOwner the content owner, null of a channel
 * @param asOf the time of the run
 * @param days with a file
 * @param missing days without a file that should have one: four days or more ago, and not before
 *     the first day of the job; also days whose files were deleted before they were fetched
 * @param headerOnly days whose files have no row
 * @param reissued days of which YouTube has generated several files, as far as they were listed or
 *     fetched
 * @param replaced days whose stored rows this run replaced by those of a newer file
 * @param inserted rows of these days that are new; 0 if a later step stores them
 * @param updated rows of these days whose metrics have changed, likewise
 * @param deleted rows of these days that the newer file does not have, likewise
 * @param unfetched files that were there to fetch and are not fetched
 * @param vanishesAt when YouTube deletes the first file that is not fetched, at the earliest; null
 *     if all are. If the files could not be listed, the first that no run has listed
 * @param expiresAt when YouTube generates no more files for the job, null if no end is set
 * @param accountWithoutRows whether this is the last job of its channel or content owner, and no
 *     file of any of its jobs has ever had a row: then probably the wrong channel consented
 */
public record BulkJobStatus(
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String contentOwner,
    String reportType,
    Instant asOf,
    int days,
    List<LocalDate> missing,
    int headerOnly,
    int reissued,
    int replaced,
    long inserted,
    long updated,
    long deleted,
    int unfetched,
    @Nullable Instant vanishesAt,
    @Nullable Instant expiresAt,
    boolean accountWithoutRows)
    implements Serializable {
  /** Fewer days until a file vanishes are urgent. */
  private static final int URGENT_DAYS = 14;

  public BulkJobStatus {
    missing = List.copyOf(missing);
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
