// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides what a failed call means for its request, report, channel and run. It changes nothing:
 * {@link RequestDispatcher} applies the decision.
 */
record FailureHandler(RetrySchedule retries) {
  /** A channel without any success fails after this many calls whose token is rejected. */
  private static final int MAX_TOKEN_REJECTIONS = 3;

  /** What concerns all calls of the Data API with a channel's tokens. */
  private static final Set<Cause> OF_CONSENT = Set.of(Cause.SCOPE_MISSING, Cause.IDENTITY_MISMATCH);

  /** What follows from a failure. */
  enum Kind {
    /** Send the request again at the time. */
    RETRY,
    /** Refresh the token at the time, then retry; the channel's other requests wait for it, too. */
    REFRESH_AND_RETRY,
    /** Refresh the token now; only this request waits until the time. */
    REFRESH_AND_RETRY_LATER,
    /** Go on with a part of the request. */
    SPLIT_REQUEST,
    /** Only this request has failed. */
    FAIL_REQUEST,
    /** This report of the channel has failed. */
    FAIL_REPORT,
    /** The same, once a report without money shows that the channel itself is not refused. */
    FAIL_REPORT_LATER,
    /** The channel has failed. */
    FAIL_CHANNEL,
    /** Find out whose channel it is, then fail this report of it, or the channel. */
    EXPLAIN_REFUSAL,
    /** Reports of this channel that need its uploads have failed. */
    FAIL_UPLOADS,
    /** Reports of all channels that need uploads have failed. */
    STOP_UPLOADS,
    /** Nothing more is sent in this run. */
    STOP_RUN;

    /** Whether it concerns a query or its report, and perhaps no other report of the channel. */
    boolean isOfReport() {
      return switch (this) {
        case SPLIT_REQUEST, FAIL_REQUEST, FAIL_REPORT, FAIL_REPORT_LATER, EXPLAIN_REFUSAL -> true;
        default -> false;
      };
    }
  }

  /**
   * A decision.
   *
   * @param at when to act, in nanoseconds of the clock; 0 for at once
   * @param failure the failure of what fails, or would fail without the retry
   */
  record Decision(Kind kind, long at, Failure failure) {
    static Decision now(Kind kind, Failure failure) {
      return new Decision(kind, 0, failure);
    }
  }

  /**
   * What is known of the request that failed, and of its channel.
   *
   * @param ofDataApi whether it was a call of the Data API
   * @param ofUploads whether it was a call for the channel's uploads
   * @param ofOneId whether the request is about one video, playlist or group of several
   * @param monetary whether the report has money metrics
   * @param attempts how often the call was made
   * @param firstAttemptNanos when it was made first
   * @param tokenRefreshed whether the token was refreshed for this request before
   * @param splittable whether the request can go on with a part
   * @param channelSucceeded whether another request with this record has succeeded
   * @param plainPending whether reports without money are pending and none has succeeded
   */
  record Facts(
      boolean ofDataApi,
      boolean ofUploads,
      boolean ofOneId,
      boolean monetary,
      int attempts,
      long firstAttemptNanos,
      boolean tokenRefreshed,
      boolean splittable,
      boolean channelSucceeded,
      boolean plainPending) {}

  /** What follows from {@code failed}. */
  Decision decide(ApiException failed, Facts facts) {
    if (failed instanceof ApiException.TokenRejected) {
      return tokenRejected(failed.failure(), facts);
    }
    Decision decision = facts.ofDataApi() ? listFailed(failed, facts) : reportFailed(failed, facts);
    OptionalLong at = retries.next(failed, facts.attempts(), facts.firstAttemptNanos());
    return at.isPresent() ? new Decision(Kind.RETRY, at.getAsLong(), decision.failure()) : decision;
  }

  /** If no retry is left. */
  private static Decision reportFailed(ApiException failed, Facts facts) {
    Failure failure = failed.failure();
    if (failed instanceof ApiException.Unavailable || failed instanceof ApiException.TooFast) {
      return Decision.now(Kind.FAIL_REQUEST, failure);
    }
    if (failed instanceof ApiException.DayQuotaUsed
        || failed instanceof ApiException.ClientRefused) {
      return Decision.now(Kind.STOP_RUN, failure);
    }
    if (failed instanceof ApiException.ChannelRefused) {
      return Decision.now(Kind.EXPLAIN_REFUSAL, failure);
    }
    if (failure.cause() == Cause.QUERY_UNSUPPORTED && facts.splittable()) {
      return Decision.now(Kind.SPLIT_REQUEST, failure);
    }
    if (facts.ofOneId()) {
      return Decision.now(Kind.FAIL_REQUEST, failure);
    }
    boolean later = facts.monetary() && facts.plainPending();
    return Decision.now(later ? Kind.FAIL_REPORT_LATER : Kind.FAIL_REPORT, failure);
  }

  /**
   * If no retry is left; the channel's reports that do not use the Data API go on. A refusal of one
   * list need not concern the others, unless it is one of the consent.
   */
  private static Decision listFailed(ApiException failed, Facts facts) {
    Failure failure = UploadsListing.failure(failed.failure());
    if (failed instanceof ApiException.DayQuotaUsed
        || failed instanceof ApiException.ClientRefused) {
      return Decision.now(Kind.STOP_UPLOADS, failure);
    }
    boolean ofChannel = facts.ofUploads() || OF_CONSENT.contains(failure.cause());
    return Decision.now(ofChannel ? Kind.FAIL_UPLOADS : Kind.FAIL_REPORT, failure);
  }

  /**
   * On 401 the token is refreshed and the request retried. If the refresh fails, the channel fails.
   * With a channel that has succeeded before, the token can expire again, so it may retry
   * repeatedly; one that has not waits before the retry. A rejection that stays concerns the
   * channel, or with a money report only that report.
   */
  private Decision tokenRejected(Failure failure, Facts facts) {
    if (!facts.tokenRefreshed()) {
      return new Decision(Kind.REFRESH_AND_RETRY, retries.time().nanos(), failure);
    }
    boolean money = facts.monetary() && !facts.ofDataApi();
    boolean canPass = facts.channelSucceeded() || facts.attempts() < MAX_TOKEN_REJECTIONS;
    if (canPass) {
      OptionalLong at = retries.next(facts.attempts(), facts.firstAttemptNanos(), Duration.ZERO);
      if (at.isPresent()) {
        return new Decision(
            facts.channelSucceeded() ? Kind.REFRESH_AND_RETRY_LATER : Kind.REFRESH_AND_RETRY,
            at.getAsLong(),
            failure);
      }
    }
    return money
        ? Decision.now(Kind.FAIL_REPORT, scopeMissing(failure))
        : Decision.now(Kind.FAIL_CHANNEL, tokenStillRejected(failure));
  }

  /** The API answers a missing scope with 403 in most cases and with 401 in some. */
  private static Failure scopeMissing(Failure failure) {
    return failure.with(
        Cause.SCOPE_MISSING,
        "the API does not accept the channel's token for money metrics: " + failure.message(),
        Cause.SCOPE_MISSING.remedy());
  }

  /** The refresh token is valid, or there were no new access token to be rejected. */
  private static Failure tokenStillRejected(Failure failure) {
    return failure.with(
        failure.cause(),
        "the API rejects an access token that was refreshed a moment ago: " + failure.message(),
        "Run again later. If it stays, check whether the account is suspended or lost its channel;"
            + " else let the channel's owner consent again.");
  }
}
