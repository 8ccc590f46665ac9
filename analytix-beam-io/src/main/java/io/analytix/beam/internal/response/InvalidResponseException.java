// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

/** A response violates the API's contract; the message names the violation. */
public final class InvalidResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean contradiction;

  /** A violation that another attempt may not have. */
  public InvalidResponseException(String message) {
    this(message, false);
  }

  private InvalidResponseException(String message, boolean contradiction) {
    super(message);
    this.contradiction = contradiction;
  }

  /** A column or a cell contradicts the schema: another attempt would return the same. */
  static InvalidResponseException contradiction(String message) {
    return new InvalidResponseException(message, true);
  }

  /** Whether the schema of the response is another than the report's. */
  public boolean isContradiction() {
    return contradiction;
  }
}
