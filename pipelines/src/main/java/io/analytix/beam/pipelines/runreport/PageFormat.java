// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.TimeGrain;
import java.time.Duration;
import java.util.Locale;

/** Numbers, times and states as the page says them. */
final class PageFormat {
  private PageFormat() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count with its noun, such as {@code 1 channel} or {@code 2,000 channels}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A share that is 0 or 100 % only if it is exactly that. */
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

  /** What is counted of a report's channels. */
  static String counted(TimeGrain every) {
    return switch (every) {
      case DAY -> "channel days";
      case MONTH -> "channel months";
      case RANGE, SNAPSHOT -> "channels";
    };
  }

  /** The state as a table's head says it. */
  static String state(DayState state) {
    return state == DayState.TRUNCATED
        ? "answered, cut"
        : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The state's class in the page's style sheet. */
  static String style(DayState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
