// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.io.IOException;

/** A file could not be stored, whatever its content. */
final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  StorageException(String what, Exception cause) {
    super("cannot store " + what + ": " + cause.getMessage(), cause);
  }
}
