// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The requests that were sent for one outcome. */
final class CallTally {
  private @Nullable Instant startedAt;
  private int requests;
  private int retries;

  void sent(Instant now, boolean again) {
    if (startedAt == null) {
      startedAt = now;
    }
    requests++;
    retries += again ? 1 : 0;
  }

  /** When the first was sent; {@code otherwise} if none was. */
  Instant startedAt(Instant otherwise) {
    return startedAt == null ? otherwise : startedAt;
  }

  int requests() {
    return requests;
  }

  int retries() {
    return retries;
  }
}
