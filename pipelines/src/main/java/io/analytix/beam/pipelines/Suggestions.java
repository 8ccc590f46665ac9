// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant by a name that there is not. */
public final class Suggestions {
  private Suggestions() {}

  /** The one of {@code names} that is spelt most like {@code name}. */
  static String of(String name, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(one -> distance(one, name))).orElseThrow();
  }

  /** The same, if it is near enough to have been meant. */
  public static Optional<String> meant(String typed, Collection<String> names) {
    int enough = Math.max(2, typed.length() / 2);
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(of(typed, names)).filter(name -> distance(name, typed) <= enough);
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
