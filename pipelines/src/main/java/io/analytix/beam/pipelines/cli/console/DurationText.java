// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

/** How long something takes, for a person. */
public final class DurationText {
  private static final int SECONDS_UP_TO = 90;
  private static final int MINUTES_UP_TO = 120;

  private DurationText() {}

  /** Seconds up to a minute and a half, minutes up to two hours, hours and minutes from there. */
  public static String inWords(double seconds) {
    if (seconds < SECONDS_UP_TO) {
      return Math.round(seconds) + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < MINUTES_UP_TO
        ? minutes + " min"
        : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
