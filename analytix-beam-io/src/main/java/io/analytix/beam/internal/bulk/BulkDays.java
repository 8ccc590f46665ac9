// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.plan.RunDates;
import java.time.Instant;
import java.time.LocalDate;

/** Days of instants, in the zone in which YouTube counts them. */
public final class BulkDays {
  private BulkDays() {}

  /** The Pacific day of an instant. */
  public static LocalDate pacific(Instant instant) {
    return LocalDate.ofInstant(instant, RunDates.PACIFIC);
  }
}
