// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;

/** A file has changed since it was read, so it was left as it is. */
public final class ConflictException extends IOException {
  ConflictException(String address) {
    super(address + " was changed by another process since it was read");
  }
}
