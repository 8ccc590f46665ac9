// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

/** Invalid options. The message is one line: the value, the rule and the remedy. */
public final class UsageException extends IllegalArgumentException {
  /** Creates the exception with its message. */
  public UsageException(String message) {
    super(message);
  }
}
