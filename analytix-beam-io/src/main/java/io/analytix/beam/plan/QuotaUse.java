// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How much of a day's quota is used. Google counts the quota from midnight to midnight, Pacific
 * time.
 *
 * @param day Pacific
 * @param requests sent on that day, including retries
 */
public record QuotaUse(LocalDate day, long requests) implements Serializable {
  public QuotaUse {
    if (requests < 0) {
      throw new IllegalArgumentException("requests must not be negative, but are " + requests);
    }
  }

  /** A day without requests. */
  public static QuotaUse none(LocalDate day) {
    return new QuotaUse(day, 0);
  }

  /** The use on the day of {@code now}: none, if it is a later one. */
  public QuotaUse at(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, RunDates.PACIFIC);
    return today.isAfter(day) ? none(today) : this;
  }

  /** This plus one request. */
  public QuotaUse plusOne() {
    return new QuotaUse(day, requests + 1);
  }
}
