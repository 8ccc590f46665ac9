// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.FailureException;
import java.time.Duration;

/** A refresh failed. The subclass determines what the caller does next. */
public abstract sealed class RefreshException extends FailureException {
  private RefreshException(Failure failure) {
    super(failure);
  }

  /** This record stays unusable until a person acts: do not retry, continue with other channels. */
  public static final class Refused extends RefreshException {
    /** Creates a refusal of one record. */
    public Refused(Failure failure) {
      super(failure);
    }
  }

  /** Google rejects the OAuth client, and with it every channel of the run. */
  public static final class ClientRejected extends RefreshException {
    /** Creates a rejection of the client. */
    public ClientRejected(Failure failure) {
      super(failure);
    }
  }

  /** A transient failure: the next attempt may succeed. */
  public static final class Unavailable extends RefreshException {
    private final Duration retryAfter;

    /** Creates a transient failure. */
    public Unavailable(Failure failure) {
      this(failure, Duration.ZERO);
    }

    /**
     * Creates a transient failure.
     *
     * @param retryAfter the delay that the token endpoint requests, zero if it does not
     */
    public Unavailable(Failure failure, Duration retryAfter) {
      super(failure);
      this.retryAfter = retryAfter;
    }

    /** The delay that the token endpoint requests, zero if it does not. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
