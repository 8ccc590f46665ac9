// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import org.jspecify.annotations.Nullable;

/**
 * The output cannot be written as asked, and a retry does not help: its message is one line for the
 * person who started the run, with the way out.
 */
public final class OutputException extends RuntimeException {
  public OutputException(String line) {
    this(line, null);
  }

  public OutputException(String line, @Nullable Throwable cause) {
    super(line, cause);
  }
}
