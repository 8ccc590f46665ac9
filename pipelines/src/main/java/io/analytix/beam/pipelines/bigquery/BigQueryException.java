// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import org.jspecify.annotations.Nullable;

/**
 * The dataset cannot be written as asked, and a retry does not help: its message is one line for
 * the person who started the run, with the way out.
 */
public final class BigQueryException extends RuntimeException {
  BigQueryException(String line) {
    this(line, null);
  }

  BigQueryException(String line, @Nullable Throwable cause) {
    super(line, cause);
  }
}
