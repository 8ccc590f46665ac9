// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A count that grows by the same number each day.
 *
 * @param start the count on the day {@code since} and before
 */
record Counter(long start, long perDay, LocalDate since) {
  static Counter fixed(long count) {
    return new Counter(count, 0, LocalDate.EPOCH);
  }

  long on(LocalDate day) {
    return start + perDay * Math.max(0, ChronoUnit.DAYS.between(since, day));
  }
}
