// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import org.jspecify.annotations.Nullable;

/**
 * The dataset cannot be written, and a retry does not help. The message is one line with the
 * remedy, for the person who started the run.
 */
public final class BigQueryException extends RuntimeException {
  BigQueryException(String line) {
    this(line, null);
  }

  BigQueryException(String line, @Nullable Throwable cause) {
    super(line, cause);
  }
}
