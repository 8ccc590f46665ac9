// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.FailureException;

/** Why there is no access token. The subclass says what to do next. */
public abstract sealed class RefreshException extends FailureException {
  private RefreshException(Failure failure) {
    super(failure);
  }

  /**
   * This channel's record is of no use until a person acts: do not ask again, go on with others.
   */
  public static final class Refused extends RefreshException {
    /** A refusal that concerns one record. */
    public Refused(Failure failure) {
      super(failure);
    }
  }

  /** Google refuses the OAuth client, so every channel of the run. */
  public static final class ClientRejected extends RefreshException {
    private final boolean certain;

    /**
     * A refusal that concerns the client.
     *
     * @param certain false if one odd record could have caused it, too
     */
    public ClientRejected(Failure failure, boolean certain) {
      super(failure);
      this.certain = certain;
    }

    /** Whether no single record can have caused it. */
    public boolean certain() {
      return certain;
    }
  }

  /** The next attempt may succeed. */
  public static final class Unavailable extends RefreshException {
    /** A passing failure. */
    public Unavailable(Failure failure) {
      super(failure);
    }
  }
}
