// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Plain outcomes to sum up.
 *
 * @param report the report they are of
 * @param channel the name of the token record
 */
public record Outcomes(String report, String channel, @Nullable String contentOwner) {
  /** When the first request is sent. */
  public static final Instant BEGIN = Instant.parse("2026-03-15T12:00:00Z");

  /** Outcomes of one channel's report. */
  public static Outcomes of(String report, String channel) {
    return new Outcomes(report, channel, null);
  }

  /** The days from {@code first} to {@code last}. */
  public static DateRange days(String first, String last) {
    return new DateRange(LocalDate.parse(first), LocalDate.parse(last));
  }

  /** One day. */
  public static DateRange day(String day) {
    return days(day, day);
  }

  /** Answered with rows for some of the days asked. */
  public Outcome ok(DateRange asked, DateRange answered) {
    return outcome(asked, Status.OK, answered, null);
  }

  /** Answered with as many rows as the API gives at most. */
  public Outcome truncated(DateRange asked) {
    return outcome(asked, Status.TRUNCATED, asked, null);
  }

  /** Answered without a row. */
  public Outcome empty(DateRange asked) {
    return outcome(asked, Status.EMPTY, null, null);
  }

  /** Not answered. */
  public Outcome failed(DateRange asked, Cause cause) {
    return failed(asked, cause, "it failed");
  }

  /** Not answered, with this message. */
  public Outcome failed(DateRange asked, Cause cause, String message) {
    return outcome(
        asked,
        cause == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED,
        null,
        Failure.of(cause, message));
  }

  private Outcome outcome(
      DateRange asked, Status status, @Nullable DateRange answered, @Nullable Failure failure) {
    return new Outcome(
        "run-1",
        channel,
        "UC" + channel,
        contentOwner,
        report,
        asked.first(),
        asked.last(),
        answered == null ? null : answered.first(),
        answered == null ? null : answered.last(),
        status,
        failure == null ? null : failure.cause(),
        failure == null ? null : failure.message(),
        failure == null ? null : failure.remedy(),
        failure != null && failure.cause().retryable(),
        null,
        null,
        answered == null ? 0 : answered.days().count(),
        status == Status.DEFERRED ? 0 : 1,
        0,
        BEGIN,
        BEGIN.plusMillis(250));
  }

  /** The same outcome, of a request that was sent so often and from this time on. */
  public static Outcome sent(Outcome outcome, Duration after, Duration took, int requests) {
    Instant start = BEGIN.plus(after);
    return copy(
        outcome,
        outcome.runId(),
        outcome.channelId(),
        requests,
        Math.max(0, requests - 1),
        start,
        start.plus(took));
  }

  /** The same outcome of another run. */
  public static Outcome of(Outcome outcome, String runId) {
    return of(outcome, runId, outcome.channelId());
  }

  /** The same outcome of another run and channel. */
  static Outcome of(Outcome outcome, String runId, String channelId) {
    return copy(
        outcome,
        runId,
        channelId,
        outcome.requests(),
        outcome.retries(),
        outcome.startedAt(),
        outcome.finishedAt());
  }

  private static Outcome copy(
      Outcome outcome,
      String runId,
      String channelId,
      int requests,
      int retries,
      Instant startedAt,
      Instant finishedAt) {
    return new Outcome(
        runId,
        outcome.tokenRecord(),
        channelId,
        outcome.contentOwner(),
        outcome.report(),
        outcome.startDate(),
        outcome.endDate(),
        outcome.answeredFrom(),
        outcome.answeredThrough(),
        outcome.status(),
        outcome.cause(),
        outcome.message(),
        outcome.remedy(),
        outcome.retryable(),
        outcome.httpStatus(),
        outcome.reason(),
        outcome.rows(),
        requests,
        retries,
        startedAt,
        finishedAt);
  }
}
