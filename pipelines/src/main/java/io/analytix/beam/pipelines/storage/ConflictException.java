// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;

/** A file is another than the one that was read: nothing was done to it. */
public final class ConflictException extends IOException {
  ConflictException(String address) {
    super(address + " was changed by somebody else since it was read");
  }
}
