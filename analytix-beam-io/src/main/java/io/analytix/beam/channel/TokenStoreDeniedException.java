// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;

/** A token store may not do what it was asked for: somebody has to grant a right first. */
public final class TokenStoreDeniedException extends IOException {
  /** Says what to grant; never with text out of a record. The message is shown to the user. */
  public TokenStoreDeniedException(String message) {
    super(message);
  }
}
