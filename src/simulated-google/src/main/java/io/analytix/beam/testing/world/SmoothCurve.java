// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.List;
import java.util.Optional;

/** A dimension over which views are not split: each viewer counts at several points. */
interface SmoothCurve {
  String dimension();

  /** Returns the values of the dimension; empty without views. */
  List<Object> points(long views);

  /** Returns the value of a part at a point, counted from 0. */
  long at(int point, String part, long views);

  /** Returns the curve of a query, if it has one. */
  static Optional<SmoothCurve> of(ReportQuestion question) {
    if (question.dimensions().contains(RetentionCurve.DIMENSION)) {
      return Optional.of(new RetentionCurve(drawFor(question)));
    }
    if (question.dimensions().contains(StreamCurve.DIMENSION)) {
      return Optional.of(new StreamCurve(drawFor(question)));
    }
    return Optional.empty();
  }

  /** Returns the query with only its first video, as the API silently does for curves. */
  static ReportQuestion narrowed(ReportQuestion question) {
    if (of(question).isEmpty()) {
      return question;
    }
    ReportQuestion first =
        question.filteredBy("video", List.of(ReportQuestions.only(question, "video")));
    return question.dimensions().contains(StreamCurve.DIMENSION)
        ? first.filteredBy("liveOrOnDemand", List.of("LIVE"))
        : first;
  }

  private static KeyedRandom drawFor(ReportQuestion question) {
    return KeyedRandom.from(0).with(ReportQuestions.only(question, "video"));
  }
}
