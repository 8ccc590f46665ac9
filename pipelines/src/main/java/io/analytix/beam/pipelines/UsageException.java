// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

/** Options that cannot be followed. The message is one line: the value, the rule, the way out. */
public final class UsageException extends IllegalArgumentException {
  /** Says what to change. */
  public UsageException(String message) {
    super(message);
  }
}
