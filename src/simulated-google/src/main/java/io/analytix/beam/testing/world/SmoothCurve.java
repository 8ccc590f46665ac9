// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.List;
import java.util.Optional;

/**
 * A dimension along which views are not divided but drawn out: everybody who watches is at one
 * point after the other.
 */
interface SmoothCurve {
  /** The name of the dimension. */
  String dimension();

  /** Returns the values of the dimension, none without views. */
  List<Object> points(long views);

  /** Returns how many there are of a part at a point, counted from zero. */
  long at(int point, String part, long views);

  /** Returns the curve that a question asks for, if it asks for one. */
  static Optional<SmoothCurve> of(ReportQuestion question) {
    if (question.dimensions().contains(RetentionCurve.DIMENSION)) {
      return Optional.of(new RetentionCurve(drawFor(question)));
    }
    if (question.dimensions().contains(StreamCurve.DIMENSION)) {
      return Optional.of(new StreamCurve(drawFor(question)));
    }
    return Optional.empty();
  }

  /** Returns what is really answered: the curve of the first video that was named, silently. */
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
