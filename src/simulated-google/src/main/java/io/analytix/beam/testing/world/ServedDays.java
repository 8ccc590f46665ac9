// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.time.LocalDate;

/** The days of a report: the requested days for which the API has data. */
final class ServedDays {
  private ServedDays() {}

  /** Returns the first day, which can be after the last. */
  static LocalDate first(ReportQuestion question, ChannelHistory history) {
    LocalDate first = later(question.first(), history.channel().startDay());
    for (String name : ReportQuestions.names(question)) {
      first = later(first, AudienceDimension.SINCE.getOrDefault(name, first));
    }
    return first;
  }

  /**
   * Returns the last day. A report ends with the latest day on which all its metrics are available.
   */
  static LocalDate last(ReportQuestion question, ChannelHistory history) {
    LocalDate arrived =
        question.metrics().stream().anyMatch(name -> Metrics.get(name).monetary())
            ? history.arrivedThrough().minusDays(history.channel().lateMoneyDays())
            : history.arrivedThrough();
    LocalDate requested = lastRequested(question);
    return requested.isAfter(arrived) ? arrived : requested;
  }

  /** A month is named by its first day and includes all its days. */
  private static LocalDate lastRequested(ReportQuestion question) {
    return question.dimensions().contains("month")
        ? question.last().plusMonths(1).minusDays(1)
        : question.last();
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
