// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and changes the filters of a {@link Question}. */
final class Questions {
  private Questions() {}

  /** Returns the names of all dimensions and filters. */
  static Set<String> names(Question question) {
    Set<String> names = new HashSet<>(question.dimensions());
    names.addAll(question.filters().keySet());
    return names;
  }

  /** Returns the first value of a filter that must be there. */
  static String only(Question question, String filter) {
    List<String> values = question.filters().get(filter);
    if (values == null || values.isEmpty()) {
      throw new IllegalArgumentException("the question must be filtered by " + filter);
    }
    return values.get(0);
  }

  /** Returns the question without one of its filters. */
  static Question without(Question question, String filter) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(question.filters());
    fewer.remove(filter);
    return new Question(
        question.channelId(),
        question.dimensions(),
        question.metrics(),
        question.first(),
        question.last(),
        fewer,
        question.sort(),
        question.maxResults(),
        question.startIndex(),
        question.currency());
  }
}
