// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.TimeGrain;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The periods of all channels of one report: days, months, the requested range as a whole, or, for
 * a snapshot, the channel itself.
 */
public final class ReportCoverage {
  private final String report;
  private final TimeGrain every;
  private final SortedMap<ChannelName, ChannelCoverage> channels = new TreeMap<>();
  private DateRange dates;

  ReportCoverage(String report, TimeGrain every, DateRange dates) {
    this.report = report;
    this.every = every;
    this.dates = dates;
  }

  /** The periods in these dates. */
  static Stream<DateRange> periods(TimeGrain every, DateRange dates) {
    return switch (every) {
      case DAY -> dates.days().map(day -> new DateRange(day, day));
      case MONTH ->
          dates.months().map(month -> new DateRange(month.atDay(1), month.atEndOfMonth()));
      case RANGE, SNAPSHOT -> Stream.of(dates);
    };
  }

  /** The report's name. */
  public String report() {
    return report;
  }

  /** The time grain of the report, which is what is counted. */
  public TimeGrain every() {
    return every;
  }

  /** From the first to the last requested day of any channel. */
  public DateRange dates() {
    return dates;
  }

  /** Each requested channel, by name. */
  public Collection<ChannelCoverage> channels() {
    return Collections.unmodifiableCollection(channels.values());
  }

  /** The periods of each channel: the days, months or the one range in {@link #dates}. */
  public List<DateRange> periods() {
    return periods(every, dates).toList();
  }

  /** The number of channels times the number of periods, such as {@code 8 × 20 days}. */
  public String extent() {
    int periods = periods().size();
    return channels.size()
        + switch (every) {
          case DAY -> " × " + periods + (periods == 1 ? " day" : " days");
          case MONTH -> " × " + periods + (periods == 1 ? " month" : " months");
          case RANGE -> " × 1 range";
          case SNAPSHOT -> channels.size() == 1 ? " channel" : " channels";
        };
  }

  /** The number of periods of all channels in each state. */
  public DayCounts count() {
    return count(dates);
  }

  /** The number of periods within {@code days} in each state, over all channels. */
  public DayCounts count(DateRange days) {
    DayCounts counts = new DayCounts();
    channels.values().forEach(channel -> channel.count(days, counts));
    return counts;
  }

  ChannelCoverage requested(ChannelName channel, DateRange requested) {
    dates = dates.span(requested);
    return channels.computeIfAbsent(channel, name -> new ChannelCoverage(name, every));
  }
}
