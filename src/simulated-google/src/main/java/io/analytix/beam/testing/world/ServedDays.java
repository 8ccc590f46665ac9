// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.time.LocalDate;

/** The days that an answer is made of: those asked, less those that the API knows nothing of. */
final class ServedDays {
  private ServedDays() {}

  /** Returns the first day, which may be after the last. */
  static LocalDate first(ReportQuestion question, ChannelHistory history) {
    LocalDate first = later(question.first(), history.channel().startDay());
    for (String name : ReportQuestions.names(question)) {
      first = later(first, AudienceDimension.SINCE.getOrDefault(name, first));
    }
    return first;
  }

  /** Returns the last day: a table ends where one of its metrics has not arrived yet. */
  static LocalDate last(ReportQuestion question, ChannelHistory history) {
    LocalDate arrived =
        question.metrics().stream().anyMatch(name -> Metrics.get(name).monetary())
            ? history.arrivedThrough().minusDays(history.channel().lateMoneyDays())
            : history.arrivedThrough();
    LocalDate asked = lastAsked(question);
    return asked.isAfter(arrived) ? arrived : asked;
  }

  /** A month is named by its first day, and means all of it. */
  private static LocalDate lastAsked(ReportQuestion question) {
    return question.dimensions().contains("month")
        ? question.last().plusMonths(1).minusDays(1)
        : question.last();
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
