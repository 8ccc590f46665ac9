// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lets what ends in any order go on in the order in which it began. */
final class OrderedCompletion<T> {
  private final Map<T, Optional<Runnable>> begun = new LinkedHashMap<>();

  /** Has its turn after all that took one before. */
  void take(T one) {
    begun.put(one, Optional.empty());
  }

  /** Goes on when its turn has come: at once, if it took none. */
  void goOn(T one, Runnable work) {
    if (begun.replace(one, Optional.of(work)) == null) {
      work.run();
    }
    next();
  }

  /** Gives its turn up: the others do not wait for it any more, nor it for them. */
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
