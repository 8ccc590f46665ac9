// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import org.jspecify.annotations.Nullable;

/**
 * The output cannot be written, and a retry does not help. The message is one line with the remedy,
 * for the person who started the run.
 */
public final class OutputException extends RuntimeException {
  public OutputException(String line) {
    this(line, null);
  }

  public OutputException(String line, @Nullable Throwable cause) {
    super(line, cause);
  }

  /** Another run holds the lock. */
  public static OutputException heldBy(String holder, Object output) {
    return new OutputException(
        "output %s is being written by another run (%s): wait until it has ended, or name another output"
            .formatted(output, holder));
  }
}
