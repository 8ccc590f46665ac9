// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.FailureException;
import java.time.Duration;

/** Why a request has no answer. The subclass says what to do next, and how far it reaches. */
public abstract sealed class ApiException extends FailureException {
  private ApiException(Failure failure) {
    super(failure);
  }

  /** The service or the network may answer next time; when it never does, this request failed. */
  public static final class Unavailable extends ApiException {
    private final Duration retryAfter;

    /**
     * A passing failure.
     *
     * @param retryAfter how long the service asks to be left alone, zero if it does not say
     */
    public Unavailable(Failure failure, Duration retryAfter) {
      super(failure);
      this.retryAfter = retryAfter;
    }

    /** How long the service asks to be left alone, zero if it does not say. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** A rate limit was met: ask again, later and more slowly. */
  public static final class TooFast extends ApiException {
    private final Duration retryAfter;
    private final boolean ofUser;

    /**
     * A rate answer.
     *
     * @param ofUser whether the limit is one channel's own, not the project's
     */
    public TooFast(Failure failure, Duration retryAfter, boolean ofUser) {
      super(failure);
      this.retryAfter = retryAfter;
      this.ofUser = ofUser;
    }

    /** How long the service asks to be left alone, zero if it does not say. */
    public Duration retryAfter() {
      return retryAfter;
    }

    /** Whether the limit is one channel's own, not the project's. */
    public boolean ofUser() {
      return ofUser;
    }
  }

  /**
   * The project's quota of the day is used up: nothing more can be asked until midnight Pacific.
   */
  public static final class DayQuotaUsed extends ApiException {
    /** A day-quota answer. */
    public DayQuotaUsed(Failure failure) {
      super(failure);
    }
  }

  /** The access token is not taken any more: refresh it once, ask once more. */
  public static final class TokenRejected extends ApiException {
    /** A 401 answer. */
    public TokenRejected(Failure failure) {
      super(failure);
    }
  }

  /** This report cannot be had of this channel: do not ask again, go on with other reports. */
  public static final class ReportRefused extends ApiException {
    /** A refusal of the query, or of money. */
    public ReportRefused(Failure failure) {
      super(failure);
    }
  }

  /** Nothing can be had of this channel: go on with other channels. */
  public static final class ChannelRefused extends ApiException {
    private final boolean whoseChannel;

    /**
     * A refusal of the channel.
     *
     * @param whoseChannel whether the tokens may simply belong to another channel
     */
    public ChannelRefused(Failure failure, boolean whoseChannel) {
      super(failure);
      this.whoseChannel = whoseChannel;
    }

    /** Whether the tokens may simply belong to another channel. */
    public boolean whoseChannel() {
      return whoseChannel;
    }
  }

  /** Nothing can be had with this OAuth client or project: stop the run. */
  public static final class ClientRefused extends ApiException {
    private final boolean certain;

    /**
     * A refusal of the client or its project.
     *
     * @param certain false if one odd token record could have caused it, too
     */
    public ClientRefused(Failure failure, boolean certain) {
      super(failure);
      this.certain = certain;
    }

    /** Whether no single token record can have caused it. */
    public boolean certain() {
      return certain;
    }
  }
}
