// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * A warning about a query.
 *
 * @param kind the kind of warning
 * @param message the warning as text
 */
public record Warning(Kind kind, String message) {

  /** The kinds of warnings. */
  public enum Kind {
    /** A name or value that the catalogue does not contain. */
    UNKNOWN,
    /** With the rules of analytix, the dates were changed to the first of their months. */
    MONTH_MOVED,
    /** More rows of a city report than the API always accepted. */
    CITY_ROWS,
    /** The API responds, but omits rows silently. */
    LOSES_ROWS,
    /** The API responds with the first video only. */
    FIRST_VIDEO_ONLY,
    /** An id as a dimension with a filter of one id: documented for several. */
    SINGLE_ID,
    /** A metric that the API is known to refuse sometimes in this report. */
    FRAGILE_METRIC,
    /** A parameter that has an effect for content owners only. */
    NO_EFFECT;

    /** Whether the response to such a query would be misleading, because it lacks data. */
    boolean misleads() {
      return this == LOSES_ROWS || this == FIRST_VIDEO_ONLY;
    }
  }
}
