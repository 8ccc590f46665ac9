// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.IOException;

/** A file is another than the one that was read: nothing was done to it. */
final class ChangedSinceException extends IOException {
  ChangedSinceException(String address) {
    super(address + " was changed by somebody else since it was read");
  }
}
