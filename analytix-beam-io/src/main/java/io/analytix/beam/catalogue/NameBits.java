// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A bit for each name of a vocabulary. */
final class NameBits {
  private final Map<String, Long> bits = new HashMap<>();

  /**
   * Gives each name a bit.
   *
   * @param names 64 at most
   */
  NameBits(Set<String> names) {
    if (names.size() > Long.SIZE) {
      throw new IllegalArgumentException(
          names.size() + " names do not fit into the bits of a long");
    }
    for (String name : names) {
      bits.put(name, 1L << bits.size());
    }
  }

  /** The bit of a name; none for an unknown one. */
  long of(String name) {
    return bits.getOrDefault(name, 0L);
  }

  /** The bits of those names that are known. */
  long of(Collection<String> names) {
    long set = 0;
    for (String name : names) {
      set |= of(name);
    }
    return set;
  }
}
