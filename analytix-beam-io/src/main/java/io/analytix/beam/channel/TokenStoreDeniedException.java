// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;

/** A token store lacks a permission, which has to be granted first. */
public final class TokenStoreDeniedException extends IOException {
  /**
   * Creates an exception with a message that names the permission to grant and does not quote a
   * record. The message is shown to the user.
   */
  public TokenStoreDeniedException(String message) {
    super(message);
  }
}
