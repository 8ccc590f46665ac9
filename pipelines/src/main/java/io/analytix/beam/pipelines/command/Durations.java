// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

/** How long something takes, for a person. */
final class Durations {
  private static final int SECONDS_UP_TO = 90;

  private Durations() {}

  /** Seconds up to a minute and a half, minutes from there. */
  static String inWords(double seconds) {
    return seconds < SECONDS_UP_TO ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
  }
}
