// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who mistyped a name may have meant. */
public final class NearestName {
  private NearestName() {}

  /** The name that is fewest keystrokes away, if it is near enough to have been meant. */
  public static Optional<String> to(String typed, Collection<String> names) {
    int enough = Math.max(2, typed.length() / 2);
    return nearest(typed, names).filter(name -> distance(name, typed) <= enough);
  }

  private static Optional<String> nearest(String typed, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(name -> distance(name, typed)));
  }

  private static int distance(String name, String typed) {
    return LevenshteinDistance.getDefaultInstance().apply(name, typed);
  }
}
