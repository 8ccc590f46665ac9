// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant by a name that there is not. */
final class Nearest {
  private Nearest() {}

  /** The one of {@code names} that is spelt most like {@code name}. */
  static String of(String name, Collection<String> names) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return names.stream()
        .min(Comparator.comparingInt(one -> distance.apply(one, name)))
        .orElseThrow();
  }
}
