// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

/** A token record that nothing can be asked with until somebody mends it. */
public final class TokenRecordException extends Exception {
  /** Says what is wrong; never with text out of the record, which may be a secret. */
  public TokenRecordException(String message) {
    super(message);
  }
}
