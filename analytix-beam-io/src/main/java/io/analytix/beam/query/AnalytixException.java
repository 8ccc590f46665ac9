// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.CheckResult;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.FailureException;
import java.util.Set;

/**
 * Why a question has no answer. The subclass says what to do next; {@link #failure} has Google's
 * status, reason and text, and the remedy in words.
 */
public abstract sealed class AnalytixException extends FailureException {
  private static final Set<Cause> CONSENT =
      Set.of(
          Cause.TOKEN_REVOKED, Cause.SCOPE_MISSING, Cause.IDENTITY_MISMATCH, Cause.RECORD_INVALID);

  private AnalytixException(Failure failure) {
    super(failure);
  }

  private AnalytixException(Failure failure, String message) {
    super(failure, message);
  }

  static AnalytixException of(Failure failure) {
    if (CONSENT.contains(failure.cause())) {
      return new ConsentNeeded(failure);
    }
    return failure.cause().retryable() ? new TryLater(failure) : new Refused(failure);
  }

  /** The query breaks a rule, so it was not sent: change it. */
  public static final class InvalidQuery extends AnalytixException {
    /** Not serialized: the message says it in words. */
    private final transient CheckResult verdict;

    /** An invalid query; {@link #getMessage} is the whole message, however long. */
    InvalidQuery(CheckResult verdict, String message) {
      super(
          new Failure(
              Cause.QUERY_UNSUPPORTED,
              message,
              verdict.nearest() == null
                  ? "Change the query."
                  : "Ask the nearest valid query: " + verdict.nearest(),
              null,
              null),
          message);
      this.verdict = verdict;
    }

    /** Every broken rule, and the nearest valid query. */
    public CheckResult verdict() {
      return verdict;
    }
  }

  /** The channel's owner must consent, again or to more. */
  public static final class ConsentNeeded extends AnalytixException {
    ConsentNeeded(Failure failure) {
      super(failure);
    }
  }

  /** The same question may be answered later: a quota was used up, or something was down. */
  public static final class TryLater extends AnalytixException {
    TryLater(Failure failure) {
      super(failure);
    }
  }

  /** Google refused: asking again does not help, the remedy may. */
  public static final class Refused extends AnalytixException {
    Refused(Failure failure) {
      super(failure);
    }
  }
}
