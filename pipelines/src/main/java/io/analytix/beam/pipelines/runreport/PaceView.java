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
 * @param barLength length of the interval of a bar, in words
 * @param ramp whether all was sent within a minute
 * @param limit height of the quota line in percent of the chart; empty if it is not drawn
 * @param farQuota the quota if it is too far above the bars to be drawn; else empty
 * @param busiest number of requests in the busiest minute, in words
 * @param over whether the busiest minute exceeds the quota
 */
record PaceView(
    String barLength,
    boolean ramp,
    List<Bar> bars,
    String limit,
    String quota,
    String farQuota,
    String begin,
    String end,
    String busiest,
    boolean over) {
  private static final int MAX_BARS = 60;
  private static final double HEADROOM = 1.12;

  /** A quota above this multiple of the busiest minute is not drawn. */
  private static final long MAX_QUOTA_RATIO = 4;

  /** Round lengths of a bar. */
  private static final List<Duration> BAR_LENGTHS =
      LongStream.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
          .mapToObj(Duration::ofSeconds)
          .toList();

  /**
   * The requests of an interval.
   *
   * @param height percent of the chart's height
   */
  record Bar(String height, String title) {}

  /** The chart, or null if no request was sent. */
  static @Nullable PaceView of(RequestTimeline timeline, @Nullable Integer queriesPerMinute) {
    if (timeline.count() == 0) {
      return null;
    }
    Duration barLength = barLength(timeline.span());
    int[] minutes = timeline.busiestMinutes(barLength);
    int busiest = Arrays.stream(minutes).max().orElseThrow();
    int quota = queriesPerMinute == null ? 0 : queriesPerMinute;
    boolean near = quota > 0 && quota <= MAX_QUOTA_RATIO * busiest;
    double top = (near ? Math.max(quota, busiest) : busiest) * HEADROOM;
    return new PaceView(
        words(barLength),
        timeline.span().compareTo(Duration.ofMinutes(1)) < 0,
        bars(minutes, top, timeline.first(), barLength),
        near ? percent(quota, top) : "",
        PageFormat.number(quota),
        quota == 0 || near ? "" : PageFormat.number(quota),
        time(timeline.first()),
        time(timeline.first().plus(timeline.span())),
        busiest(busiest, queriesPerMinute),
        queriesPerMinute != null && busiest > quota);
  }

  private static Duration barLength(Duration span) {
    return BAR_LENGTHS.stream()
        .filter(length -> span.toMillis() / length.toMillis() < MAX_BARS)
        .findFirst()
        .orElseGet(() -> span.dividedBy(MAX_BARS - 1));
  }

  private static List<Bar> bars(int[] minutes, double top, Instant first, Duration barLength) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < minutes.length; i++) {
      String from = time(first.plus(barLength.multipliedBy(i)));
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

  private static String words(Duration barLength) {
    long seconds = barLength.toSeconds();
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
