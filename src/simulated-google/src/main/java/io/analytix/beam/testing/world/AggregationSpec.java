// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts to aggregate for a query, and the threshold for its rows.
 *
 * @param parts names of additive quantities, sorted
 * @param minViews rows with fewer views per day are withheld; 0 for rows with any non-zero figure
 */
public record AggregationSpec(List<String> parts, long minViews) {
  public static final String VIEWS = "views";

  /** Dimensions for which the API withholds small numbers, for privacy. */
  private static final Set<String> WITHHELD_BY =
      Set.of(
          "country", "province", "city", "dma", "continent", "subContinent", "ageGroup", "gender");

  /** Dimensions whose rows do not require views. */
  private static final Set<String> WITHOUT_VIEWS =
      Set.of("sharingService", "membershipsCancellationSurveyReason", "playlist");

  static AggregationSpec of(ReportQuestion question) {
    Set<String> parts = new HashSet<>();
    boolean moneyOnly = true;
    for (String name : question.metrics()) {
      Metric metric = Metrics.get(name);
      metric.formula().parts().forEach(part -> parts.add(Metrics.countedAs(part)));
      moneyOnly &= metric.monetary();
    }
    Set<String> names = ReportQuestions.names(question);
    if (names.stream().noneMatch(WITHOUT_VIEWS::contains)) {
      parts.add(VIEWS);
    }
    boolean withheld =
        parts.contains(VIEWS) && !moneyOnly && names.stream().anyMatch(WITHHELD_BY::contains);
    return new AggregationSpec(parts.stream().sorted().toList(), withheld ? 10 : 0);
  }

  /** Returns the index of a part in {@link #parts}. */
  int place(String part) {
    return parts.indexOf(part);
  }

  /** Returns whether a row with these figures of a day is shown. */
  boolean shows(long[] figures) {
    if (minViews > 0) {
      return figures[place(VIEWS)] >= minViews;
    }
    for (long figure : figures) {
      if (figure != 0) {
        return true;
      }
    }
    return false;
  }
}
