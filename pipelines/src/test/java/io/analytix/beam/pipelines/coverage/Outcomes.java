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

  /** Answered with rows for some of the requested days. */
  public Outcome ok(DateRange requested, DateRange answered) {
    return outcome(requested, Status.OK, answered, null);
  }

  /** Answered with as many rows as the API gives at most. */
  public Outcome truncated(DateRange requested) {
    return outcome(requested, Status.TRUNCATED, requested, null);
  }

  /** Answered without a row. */
  public Outcome empty(DateRange requested) {
    return outcome(requested, Status.EMPTY, null, null);
  }

  /** Not answered. */
  public Outcome failed(DateRange requested, Cause cause) {
    return failed(requested, cause, "it failed");
  }

  /** Not answered, with this message. */
  public Outcome failed(DateRange requested, Cause cause, String message) {
    return outcome(
        requested,
        cause == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED,
        null,
        Failure.of(cause, message));
  }

  private Outcome outcome(
      DateRange requested, Status status, @Nullable DateRange answered, @Nullable Failure failure) {
    Outcome.Builder outcome =
        Outcome.builder()
            .runId("run-1")
            .tokenRecord(channel)
            .channelId("UC" + channel)
            .contentOwner(contentOwner)
            .report(report)
            .startDate(requested.first())
            .endDate(requested.last())
            .answeredFrom(answered == null ? null : answered.first())
            .answeredThrough(answered == null ? null : answered.last())
            .status(status)
            .rows(answered == null ? 0 : answered.days().count())
            .requests(status == Status.DEFERRED ? 0 : 1)
            .startedAt(BEGIN)
            .finishedAt(BEGIN.plusMillis(250));
    return failure == null ? outcome.build() : outcome.failure(failure).build();
  }

  /** The same outcome, of a request that was first sent at this time, and this many times. */
  public static Outcome sent(Outcome outcome, Duration after, Duration took, int requests) {
    Instant start = BEGIN.plus(after);
    return outcome.toBuilder()
        .requests(requests)
        .retries(Math.max(0, requests - 1))
        .startedAt(start)
        .finishedAt(start.plus(took))
        .build();
  }

  /** The same outcome of another run. */
  public static Outcome of(Outcome outcome, String runId) {
    return outcome.toBuilder().runId(runId).build();
  }

  /** The same outcome of another run and channel. */
  static Outcome of(Outcome outcome, String runId, String channelId) {
    return outcome.toBuilder().runId(runId).channelId(channelId).build();
  }
}
