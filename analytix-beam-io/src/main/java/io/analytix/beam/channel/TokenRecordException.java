// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

/** A token record cannot be used until it is fixed or replaced. */
public final class TokenRecordException extends Exception {
  /**
   * Creates an exception with a message that describes the problem; it must not quote the record,
   * which contains secrets.
   */
  public TokenRecordException(String message) {
    super(message);
  }

  /**
   * Returns the message about a record whose use failed unexpectedly. It does not repeat the
   * exception's message, which may quote the record.
   */
  public static String unexpected(RuntimeException failure) {
    return "the token record cannot be used (" + failure.getClass().getSimpleName() + ")";
  }
}
