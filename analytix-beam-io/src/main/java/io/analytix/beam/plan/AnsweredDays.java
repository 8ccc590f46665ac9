// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.EarlierOutcomes.RequestResult;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The days of a report of a channel for which an earlier request had a response, or was not sent
 * because there are no figures.
 */
final class AnsweredDays {
  /** By their first days; no two touch. */
  private final TreeMap<LocalDate, DateRange> ranges = new TreeMap<>();

  /** The days of these results. */
  AnsweredDays(Map<DateRange, RequestResult> results) {
    List<DateRange> answered =
        results.entrySet().stream()
            .filter(result -> isAnswered(result.getKey(), result.getValue()))
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparing(DateRange::first))
            .toList();
    for (DateRange next : answered) {
      Map.Entry<LocalDate, DateRange> newest = ranges.lastEntry();
      if (newest == null || next.first().isAfter(newest.getValue().last().plusDays(1))) {
        ranges.put(next.first(), next);
      } else if (next.last().isAfter(newest.getValue().last())) {
        ranges.put(newest.getKey(), new DateRange(newest.getKey(), next.last()));
      }
    }
  }

  /** A day without figures may only have been too new. */
  private static boolean isAnswered(DateRange days, RequestResult result) {
    LocalDate read = LocalDate.ofInstant(result.startedAt(), RunDates.PACIFIC);
    return result.kind().isSettled()
        && (result.kind() != Kind.ABSENT
            || !read.isBefore(days.last().plusDays(RefetchRule.MIN_SETTLED_AGE)));
  }

  /** Whether all of these days have a response. */
  boolean contain(DateRange days) {
    return firstMissing(days).isEmpty();
  }

  /** The first of these days without a response, empty if all have one. */
  Optional<LocalDate> firstMissing(DateRange days) {
    Map.Entry<LocalDate, DateRange> before = ranges.floorEntry(days.first());
    if (before == null || before.getValue().last().isBefore(days.first())) {
      return Optional.of(days.first());
    }
    LocalDate next = before.getValue().last().plusDays(1);
    return next.isAfter(days.last()) ? Optional.empty() : Optional.of(next);
  }
}
