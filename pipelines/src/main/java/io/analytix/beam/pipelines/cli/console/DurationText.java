// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

/** Formats durations. */
public final class DurationText {
  private static final int MAX_SECONDS = 90;
  private static final int MAX_MINUTES = 120;

  private DurationText() {}

  /** Seconds below 90 seconds, minutes below two hours, otherwise hours and minutes. */
  public static String inWords(double seconds) {
    if (seconds < MAX_SECONDS) {
      return Math.round(seconds) + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < MAX_MINUTES ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
