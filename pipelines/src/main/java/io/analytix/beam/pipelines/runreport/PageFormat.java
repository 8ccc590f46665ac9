// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.TimeGrain;
import java.time.Duration;
import java.util.Locale;

/** Formats numbers, times and states for the page. */
final class PageFormat {
  private PageFormat() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count with its noun, such as {@code 1 channel} or {@code 2,000 channels}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A share; 0 and 100 % are shown only for exact values. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return "0 %";
    }
    double percent = 100.0 * part / whole;
    if (part == 0 || part == whole) {
      return Math.round(percent) + " %";
    }
    return String.format(Locale.ROOT, "%.1f %%", Math.min(99.9, Math.max(0.1, percent)));
  }

  /** Tenths of a second, then minutes, then hours. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /** A day, or the first and the last of several. */
  static String dates(DateRange dates) {
    return dates.first().equals(dates.last())
        ? dates.first().toString()
        : dates.first() + " to " + dates.last();
  }

  /** The kind of the periods of a time grain. */
  static String counted(TimeGrain every) {
    return switch (every) {
      case DAY -> "channel days";
      case MONTH -> "channel months";
      case RANGE, SNAPSHOT -> "channels";
    };
  }

  /** The state for the head of a table. */
  static String state(DayState state) {
    return state == DayState.TRUNCATED
        ? "answered, cut"
        : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The CSS class of the state. */
  static String style(DayState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
