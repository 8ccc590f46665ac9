// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

/** An exception with a {@link Failure}. Subclasses distinguish how to react. */
public abstract class FailureException extends Exception {
  private final Failure failure;

  /** An exception with the failure's message. */
  public FailureException(Failure failure) {
    this(failure, failure.message());
  }

  /** An exception with a longer message than the failure's. */
  protected FailureException(Failure failure, String message) {
    super(message);
    this.failure = failure;
  }

  /** The failure: cause, message, remedy, and status and reason of a response. */
  public Failure failure() {
    return failure;
  }
}
