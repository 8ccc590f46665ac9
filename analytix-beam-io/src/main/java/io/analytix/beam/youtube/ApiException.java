// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.FailureException;
import java.time.Duration;

/**
 * A request failed. The subclass determines what the caller does next, and what else is affected.
 */
public abstract sealed class ApiException extends FailureException {
  private ApiException(Failure failure) {
    super(failure);
  }

  /**
   * A transient failure of the service or the network: retry; after the last attempt, only this
   * request fails.
   */
  public static final class Unavailable extends ApiException {
    private final Duration retryAfter;

    /**
     * Creates a transient failure.
     *
     * @param retryAfter the delay that the service requests, zero if it does not
     */
    public Unavailable(Failure failure, Duration retryAfter) {
      super(failure);
      this.retryAfter = retryAfter;
    }

    /** The delay that the service requests before the next attempt, zero if it does not. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** A rate limit was exceeded: retry later, at a lower rate. */
  public static final class TooFast extends ApiException {
    private final Duration retryAfter;
    private final boolean ofUser;

    /**
     * Creates a rate limit failure.
     *
     * @param ofUser whether the limit applies to one channel, not to the project
     */
    public TooFast(Failure failure, Duration retryAfter, boolean ofUser) {
      super(failure);
      this.retryAfter = retryAfter;
      this.ofUser = ofUser;
    }

    /** The delay that the service requests before the next attempt, zero if it does not. */
    public Duration retryAfter() {
      return retryAfter;
    }

    /** Whether the limit applies to one channel, not to the project. */
    public boolean ofUser() {
      return ofUser;
    }
  }

  /** The project's daily quota is used up: no request succeeds until midnight Pacific time. */
  public static final class DayQuotaUsed extends ApiException {
    /** Creates a daily quota failure. */
    public DayQuotaUsed(Failure failure) {
      super(failure);
    }
  }

  /** The access token was rejected: refresh it once, and retry once. */
  public static final class TokenRejected extends ApiException {
    /** Creates the failure of a response with status 401. */
    public TokenRejected(Failure failure) {
      super(failure);
    }
  }

  /** This report is not available for this channel: do not retry, continue with other reports. */
  public static final class ReportRefused extends ApiException {
    /** Creates a refusal of the query, or of revenue metrics. */
    public ReportRefused(Failure failure) {
      super(failure);
    }
  }

  /** No report is available for this channel: continue with other channels. */
  public static final class ChannelRefused extends ApiException {
    private final boolean whoseChannel;

    /**
     * Creates a refusal of the channel.
     *
     * @param whoseChannel whether the tokens may belong to another channel
     */
    public ChannelRefused(Failure failure, boolean whoseChannel) {
      super(failure);
      this.whoseChannel = whoseChannel;
    }

    /** Whether the tokens may belong to another channel. */
    public boolean whoseChannel() {
      return whoseChannel;
    }
  }

  /** No request succeeds with this OAuth client or project: stop the run. */
  public static final class ClientRefused extends ApiException {
    /** Creates a refusal of the client or its project. */
    public ClientRefused(Failure failure) {
      super(failure);
    }
  }
}
