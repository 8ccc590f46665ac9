// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

/** An exception about a {@link Failure}. Its subclasses say what to do next. */
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

  /** The failure: cause, message, remedy, and Google's status and reason where it answered. */
  public Failure failure() {
    return failure;
  }
}
