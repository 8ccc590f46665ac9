// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How one planned request ended: a row of {@code analytix_outcomes}. Every planned request has
 * exactly one, whatever happened.
 *
 * @param runId the run that planned it
 * @param tokenRecord name of the token record
 * @param channelId the channel, null when it was never found out
 * @param contentOwner the content owner asked for, null for a channel's own consent
 * @param report the report's name
 * @param startDate first Pacific day asked
 * @param endDate last Pacific day asked
 * @param answeredFrom first day that the answer speaks for, null without rows
 * @param answeredThrough last day that the answer speaks for, null without rows
 * @param cause null unless {@code FAILED} or {@code DEFERRED}
 * @param message what happened, in one line
 * @param remedy what a person can do about it
 * @param retryable whether a later run may succeed without anybody doing anything
 * @param httpStatus of the last answer, null if there was none
 * @param reason Google's reason code, null if there was none
 * @param rows rows of the answer
 * @param requests how often it was sent
 * @param retries how often it was sent again
 * @param startedAt when it was first sent or, unsent, given up
 * @param finishedAt when it was known how it ended
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
    Instant finishedAt)
    implements Serializable {

  public Outcome {
    boolean bad = status == Status.FAILED || status == Status.DEFERRED;
    if (bad != (cause != null)) {
      throw new IllegalArgumentException(status + " with cause " + cause);
    }
    if (status.answered() != (answeredFrom != null && answeredThrough != null)) {
      throw new IllegalArgumentException(
          status + " answered " + answeredFrom + ".." + answeredThrough);
    }
  }

  /** This outcome after its rows could not be stored: it failed, and its old rows stand. */
  public Outcome notStored(String why) {
    return new Outcome(
        runId,
        tokenRecord,
        channelId,
        contentOwner,
        report,
        startDate,
        endDate,
        null,
        null,
        Status.FAILED,
        Cause.INTERNAL,
        why,
        Cause.INTERNAL.remedy(),
        Cause.INTERNAL.retryable(),
        httpStatus,
        reason,
        rows,
        requests,
        retries,
        startedAt,
        finishedAt);
  }
}
