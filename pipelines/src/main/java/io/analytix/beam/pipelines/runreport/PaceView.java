// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The requests over time, against the quota.
 *
 * @param stretch how long a bar is, in words
 * @param ramp whether all was sent within a minute
 * @param limit percent of the chart's height at which the quota lies; empty if it is not drawn
 * @param farQuota the quota if it is so far above the bars that they would not be seen beside it;
 *     else empty
 * @param busiest says how many requests the busiest minute had
 * @param over whether these are more than the quota
 */
record PaceView(
    String stretch,
    boolean ramp,
    List<Bar> bars,
    String limit,
    String quota,
    String farQuota,
    String begin,
    String end,
    String busiest,
    boolean over) {
  private static final int BARS = 60;
  private static final double HEADROOM = 1.12;

  /** A quota so many times the busiest minute is not drawn. */
  private static final long FAR = 4;

  /** Lengths of a bar that a person can read. */
  private static final List<Duration> STRETCHES =
      LongStream.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
          .mapToObj(Duration::ofSeconds)
          .toList();

  /**
   * The requests of a stretch of time.
   *
   * @param height percent of the chart's height
   */
  record Bar(String height, String title) {}

  /** The chart, or null if nothing was sent. */
  static @Nullable PaceView of(RequestTimeline sendings, @Nullable Integer queriesPerMinute) {
    if (sendings.count() == 0) {
      return null;
    }
    Duration stretch = stretch(sendings.span());
    int[] minutes = sendings.busiestMinutes(stretch);
    int busiest = Arrays.stream(minutes).max().orElseThrow();
    int quota = queriesPerMinute == null ? 0 : queriesPerMinute;
    boolean near = quota > 0 && quota <= FAR * busiest;
    double top = (near ? Math.max(quota, busiest) : busiest) * HEADROOM;
    return new PaceView(
        words(stretch),
        sendings.span().compareTo(Duration.ofMinutes(1)) < 0,
        bars(minutes, top, sendings.first(), stretch),
        near ? percent(quota, top) : "",
        PageFormat.number(quota),
        quota == 0 || near ? "" : PageFormat.number(quota),
        time(sendings.first()),
        time(sendings.first().plus(sendings.span())),
        busiest(busiest, queriesPerMinute),
        queriesPerMinute != null && busiest > quota);
  }

  private static Duration stretch(Duration span) {
    return STRETCHES.stream()
        .filter(length -> span.toMillis() / length.toMillis() < BARS)
        .findFirst()
        .orElseGet(() -> span.dividedBy(BARS - 1));
  }

  private static List<Bar> bars(int[] minutes, double top, Instant first, Duration stretch) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < minutes.length; i++) {
      String from = time(first.plus(stretch.multipliedBy(i)));
      bars.add(
          new Bar(percent(minutes[i], top), from + ": " + PageFormat.count(minutes[i], "request")));
    }
    return bars;
  }

  private static String busiest(int most, @Nullable Integer queriesPerMinute) {
    return "The busiest 60 seconds had "
        + PageFormat.count(most, "request")
        + (queriesPerMinute == null
            ? "."
            : " of " + PageFormat.number(queriesPerMinute) + " allowed.");
  }

  private static String words(Duration stretch) {
    long seconds = stretch.toSeconds();
    if (seconds % 3600 == 0) {
      return PageFormat.count(seconds / 3600, "hour");
    }
    return seconds % 60 == 0
        ? PageFormat.count(seconds / 60, "minute")
        : PageFormat.count(seconds, "second");
  }

  private static String percent(double part, double whole) {
    return String.format(Locale.ROOT, "%.2f", 100 * part / whole);
  }

  /** A time of day in UTC, to the second. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().substring(11, 19);
  }
}
