// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must be added up to answer a question, and which rows of a day it shows.
 *
 * @param parts names of summable quantities, in alphabetical order
 * @param fewestViews rows of fewer views a day are withheld; 0 shows every row with any figure
 */
public record AggregationSpec(List<String> parts, long fewestViews) {
  public static final String VIEWS = "views";

  /** Small numbers are withheld where they might tell who somebody is. */
  private static final Set<String> WITHHELD_BY =
      Set.of(
          "country", "province", "city", "dma", "continent", "subContinent", "ageGroup", "gender");

  /** Here a row is made only by what was counted, not by somebody's having watched. */
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

  /** Returns the place of a part among {@link #parts}. */
  int place(String part) {
    return parts.indexOf(part);
  }

  /** Tells whether a row with these figures of a day is shown. */
  boolean shows(long[] figures) {
    if (fewestViews > 0) {
      return figures[place(VIEWS)] >= fewestViews;
    }
    for (long figure : figures) {
      if (figure != 0) {
        return true;
      }
    }
    return false;
  }
}
