// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How much of a day's quota is used up. The quota is counted from midnight to midnight, Pacific
 * time.
 *
 * @param day Pacific
 * @param requests sent on that day, those sent again included
 */
public record QuotaUse(LocalDate day, long requests) implements Serializable {
  public QuotaUse {
    if (requests < 0) {
      throw new IllegalArgumentException("requests must not be negative, but are " + requests);
    }
  }

  /** A day on which nothing was sent yet. */
  public static QuotaUse none(LocalDate day) {
    return new QuotaUse(day, 0);
  }

  /** The use of the day that {@code now} lies in: nothing, if it is a later one. */
  public QuotaUse at(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, RunDates.PACIFIC);
    return today.isAfter(day) ? none(today) : this;
  }

  /** This and one request more. */
  public QuotaUse plusOne() {
    return new QuotaUse(day, requests + 1);
  }
}
