// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and changes the filters of a {@link ReportQuestion}. */
public final class ReportQuestions {
  private ReportQuestions() {}

  /** Returns the names of all dimensions and filters. */
  public static Set<String> names(ReportQuestion question) {
    Set<String> names = new HashSet<>(question.dimensions());
    names.addAll(question.filters().keySet());
    return names;
  }

  /** Returns the first value of a required filter. */
  public static String only(ReportQuestion question, String filter) {
    List<String> values = question.filters().get(filter);
    if (values == null || values.isEmpty()) {
      throw new IllegalArgumentException("the question must be filtered by " + filter);
    }
    return values.get(0);
  }

  /** Returns the question without one of its filters. */
  public static ReportQuestion without(ReportQuestion question, String filter) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(question.filters());
    fewer.remove(filter);
    return new ReportQuestion(
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
