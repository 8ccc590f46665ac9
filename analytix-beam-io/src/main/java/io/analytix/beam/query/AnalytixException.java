// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.CheckResult;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.FailureException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query failed. The subclass determines what the caller does next; {@link #failure} has Google's
 * status, reason and message, and a remedy.
 */
public abstract sealed class AnalytixException extends FailureException {
  private static final Set<Cause> CONSENT =
      Set.of(
          Cause.TOKEN_REVOKED, Cause.SCOPE_MISSING, Cause.IDENTITY_MISMATCH, Cause.RECORD_INVALID);

  /** Not serialized: the remedy contains it as text. */
  private final transient @Nullable ReportQuery alternative;

  private AnalytixException(Failure failure) {
    this(failure, (ReportQuery) null);
  }

  private AnalytixException(Failure failure, @Nullable ReportQuery alternative) {
    super(failure);
    this.alternative = alternative;
  }

  private AnalytixException(Failure failure, String message) {
    super(failure, message);
    this.alternative = null;
  }

  static AnalytixException of(Failure failure) {
    return of(failure, null);
  }

  static AnalytixException of(Failure failure, @Nullable ReportQuery alternative) {
    if (CONSENT.contains(failure.cause())) {
      return new ConsentNeeded(failure, alternative);
    }
    return failure.cause().retryable() ? new TryLater(failure) : new Refused(failure, alternative);
  }

  /**
   * A part of the query that was not refused: the query without its revenue metrics, if only those
   * were refused. Usually empty.
   */
  public Optional<ReportQuery> alternative() {
    return Optional.ofNullable(alternative);
  }

  /** The query breaks a rule, so no request was sent: change the query. */
  public static final class InvalidQuery extends AnalytixException {
    /** Not serialized: the message contains it as text. */
    private final transient CheckResult check;

    /** Creates the exception; {@link #getMessage} is the whole message, not shortened. */
    InvalidQuery(CheckResult check, String message) {
      super(
          new Failure(
              Cause.QUERY_UNSUPPORTED,
              message,
              check.nearest() == null
                  ? "Change the query."
                  : "Use the nearest valid query: " + check.nearest(),
              null,
              null),
          message);
      this.check = check;
    }

    /** All violations, and the nearest valid query. */
    public CheckResult checkResult() {
      return check;
    }
  }

  /** The channel's owner must consent again, or to more scopes. */
  public static final class ConsentNeeded extends AnalytixException {
    ConsentNeeded(Failure failure, @Nullable ReportQuery alternative) {
      super(failure, alternative);
    }
  }

  /** The same query may succeed later: a quota was used up, or a service was unavailable. */
  public static final class TryLater extends AnalytixException {
    TryLater(Failure failure) {
      super(failure);
    }
  }

  /** Google refused the query: do not retry; follow the remedy. */
  public static final class Refused extends AnalytixException {
    Refused(Failure failure, @Nullable ReportQuery alternative) {
      super(failure, alternative);
    }
  }
}
