// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * What a valid query should know of itself.
 *
 * @param kind what it is about
 * @param message in a sentence
 */
public record Warning(Kind kind, String message) {

  /** What a warning is about. */
  public enum Kind {
    /** A name or value that the catalogue has not heard of. */
    UNKNOWN,
    /** analytix moved the dates to the first of their months. */
    MONTH_MOVED,
    /** More rows of a city report than were once answered. */
    CITY_ROWS,
    /** The API answers, but leaves out rows without a word. */
    LOSES_ROWS,
    /** The API answers, but of the first video only. */
    FIRST_VIDEO_ONLY,
    /** An id dimension over a single id: documented for several. */
    SINGLE_ID,
    /** A metric that the API is known to refuse now and then in this report. */
    FRAGILE_METRIC,
    /** A parameter that has an effect for content owners only. */
    NO_EFFECT;

    /** Whether an answer to such a query would pass for more than it is. */
    public boolean misleads() {
      return this == LOSES_ROWS || this == FIRST_VIDEO_ONLY;
    }
  }
}
