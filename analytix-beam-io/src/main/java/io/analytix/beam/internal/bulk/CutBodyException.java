// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.io.IOException;

/** A body ends before its end. */
final class CutBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  CutBodyException(String message) {
    super(message);
  }
}
