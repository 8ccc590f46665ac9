// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs what ends in any order in the order in which it began. */
final class OrderedCompletion<T> {
  private final Map<T, Optional<Runnable>> begun = new LinkedHashMap<>();

  /** Completes after all that began before. */
  void begin(T one) {
    begun.put(one, Optional.empty());
  }

  /** Runs {@code work} once all that began before have completed; at once if it never began. */
  void complete(T one, Runnable work) {
    if (begun.replace(one, Optional.of(work)) == null) {
      work.run();
    }
    next();
  }

  /** Others do not wait for it any more, nor it for them. */
  void leave(T one) {
    if (begun.remove(one) != null) {
      next();
    }
  }

  private void next() {
    while (!begun.isEmpty()) {
      Map.Entry<T, Optional<Runnable>> first = begun.entrySet().iterator().next();
      if (first.getValue().isEmpty()) {
        return;
      }
      begun.remove(first.getKey());
      first.getValue().get().run();
    }
  }
}
