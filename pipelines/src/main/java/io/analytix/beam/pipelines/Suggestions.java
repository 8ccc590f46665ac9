// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the most similar existing name for an unknown one. */
public final class Suggestions {
  private Suggestions() {}

  /** The one of {@code names} with the smallest edit distance to {@code name}. */
  static String nearest(String name, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(one -> distance(one, name))).orElseThrow();
  }

  /** The most similar name, if the distance is small maxDistance. */
  public static Optional<String> similar(String typed, Collection<String> names) {
    int maxDistance = Math.max(2, typed.length() / 2);
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(nearest(typed, names)).filter(name -> distance(name, typed) <= maxDistance);
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
