// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.IOException;

/** A file is not what its report type promises; none of its rows may be stored. */
public final class BulkFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With one line for the outcome of the file. */
  public BulkFormatException(String message) {
    super(message);
  }
}
