// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

import com.google.auto.value.AutoBuilder;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended: a row of {@code analytix_outcomes}. Every planned request has exactly one.
 *
 * @param runId the run that planned it
 * @param tokenRecord name of the token record
 * @param channelId the channel, null if it is unknown
 * @param contentOwner the content owner of the request, null for a channel's own consent
 * @param report the report's name
 * @param startDate first requested Pacific day
 * @param endDate last requested Pacific day
 * @param answeredFrom first day that the response covers, null without rows; if {@code UNCHANGED},
 *     that the stored response covers
 * @param answeredThrough last day that the response covers, null without rows; likewise
 * @param cause null unless {@code FAILED} or {@code DEFERRED}
 * @param message what happened, in one line
 * @param remedy what the user can do
 * @param retryable whether a later run may succeed without any change
 * @param httpStatus of the last response, null if there was none
 * @param reason Google's reason code, null if there was none
 * @param rows of the response
 * @param requests how often it was sent, including retries and, of one request of a channel, the
 *     request that reads which days have changed
 * @param retries how often it was sent again
 * @param startedAt when it was first sent or, unsent, given up
 * @param finishedAt when the outcome was known
 * @param reportId id of the bulk file, null if it is about none
 * @param reportCreatedAt when YouTube generated the bulk file, null if it is about none
 * @param bytes of the bulk file as it was served, null if it was not downloaded
 * @param basis of a one-day request, digest of the channel's figures of the day before its stored
 *     response and, if they have changed since, of those seen last; null if there is no response,
 *     or they are unknown
 * @param dataApiUnits calls of the Data API, including retries, each of which costs one unit; null
 *     if the report does not use that API
 * @param inserted of a bulk file that replaced an older one of its day, the rows that the older one
 *     did not have; null if no rows of the day were stored
 * @param updated likewise, the rows whose metrics are others
 * @param deleted likewise, the rows of the older file that it does not have
 */
public record Outcome(
    String runId,
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String contentOwner,
    String report,
    LocalDate startDate,
    LocalDate endDate,
    @Nullable LocalDate answeredFrom,
    @Nullable LocalDate answeredThrough,
    Status status,
    @Nullable Cause cause,
    @Nullable String message,
    @Nullable String remedy,
    boolean retryable,
    @Nullable Integer httpStatus,
    @Nullable String reason,
    long rows,
    int requests,
    int retries,
    Instant startedAt,
    Instant finishedAt,
    @Nullable String reportId,
    @Nullable Instant reportCreatedAt,
    @Nullable Long bytes,
    @Nullable String basis,
    @Nullable Integer dataApiUnits,
    @Nullable Long inserted,
    @Nullable Long updated,
    @Nullable Long deleted)
    implements Serializable {

  public Outcome {
    boolean bad = status == Status.FAILED || status == Status.DEFERRED;
    if (bad != (cause != null)) {
      throw new IllegalArgumentException(status + " with cause " + cause);
    }
    boolean covers = answeredFrom != null && answeredThrough != null;
    boolean right =
        status == Status.UNCHANGED
            ? (answeredFrom == null) == (answeredThrough == null)
            : status.hasRows() == covers;
    if (!right) {
      throw new IllegalArgumentException(
          status + " answered " + answeredFrom + ".." + answeredThrough);
    }
  }

  /** A builder with defaults for {@code requests}, 1, and {@code rows} and {@code retries}, 0. */
  public static Builder builder() {
    return new AutoBuilder_Outcome_Builder().retryable(false).rows(0).requests(1).retries(0);
  }

  /** A builder with the values of this outcome. */
  public Builder toBuilder() {
    return new AutoBuilder_Outcome_Builder(this);
  }

  /** Of a bulk file that replaced an older one, how many rows differ; else 0. */
  public long changed() {
    return count(inserted) + count(updated) + count(deleted);
  }

  private static long count(@Nullable Long rows) {
    return rows == null ? 0 : rows;
  }

  /** This outcome after its rows could not be stored: it failed, and earlier rows stay. */
  public Outcome notStored(String why) {
    return notStored(why, Cause.INTERNAL.remedy());
  }

  /** The same, with what the user can do about it. */
  public Outcome notStored(String why, String remedy) {
    return toBuilder()
        .status(Status.FAILED)
        .answeredFrom(null)
        .answeredThrough(null)
        .basis(null)
        .inserted(null)
        .updated(null)
        .deleted(null)
        .failure(new Failure(Cause.INTERNAL, why, remedy, httpStatus, reason))
        .build();
  }

  /** Builds an outcome. Its methods are named after the components. */
  @AutoBuilder(ofClass = Outcome.class)
  public abstract static class Builder {
    public abstract Builder runId(String runId);

    public abstract Builder tokenRecord(String tokenRecord);

    public abstract Builder channelId(@Nullable String channelId);

    public abstract Builder contentOwner(@Nullable String contentOwner);

    public abstract Builder report(String report);

    public abstract Builder startDate(LocalDate startDate);

    public abstract Builder endDate(LocalDate endDate);

    public abstract Builder answeredFrom(@Nullable LocalDate answeredFrom);

    public abstract Builder answeredThrough(@Nullable LocalDate answeredThrough);

    public abstract Builder status(Status status);

    public abstract Builder cause(@Nullable Cause cause);

    public abstract Builder message(@Nullable String message);

    public abstract Builder remedy(@Nullable String remedy);

    public abstract Builder retryable(boolean retryable);

    public abstract Builder httpStatus(@Nullable Integer httpStatus);

    public abstract Builder reason(@Nullable String reason);

    public abstract Builder rows(long rows);

    public abstract Builder requests(int requests);

    public abstract Builder retries(int retries);

    public abstract Builder startedAt(Instant startedAt);

    public abstract Builder finishedAt(Instant finishedAt);

    public abstract Builder reportId(@Nullable String reportId);

    public abstract Builder reportCreatedAt(@Nullable Instant reportCreatedAt);

    public abstract Builder bytes(@Nullable Long bytes);

    public abstract Builder basis(@Nullable String basis);

    public abstract Builder dataApiUnits(@Nullable Integer dataApiUnits);

    public abstract Builder inserted(@Nullable Long inserted);

    public abstract Builder updated(@Nullable Long updated);

    public abstract Builder deleted(@Nullable Long deleted);

    /** Sets everything that a failure has. */
    public Builder failure(Failure failure) {
      return cause(failure.cause())
          .message(failure.message())
          .remedy(failure.remedy())
          .retryable(failure.cause().retryable())
          .httpStatus(failure.httpStatus())
          .reason(failure.reason());
    }

    /** The outcome. */
    public abstract Outcome build();
  }
}
