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
 * The days of all channels of one report, or what else a row of it speaks of: whole months, the
 * dates asked as one, or, of a snapshot, the channel as it is.
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

  /** What is counted in these dates. */
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

  /** How the report is cut in time: what is counted. */
  public TimeGrain every() {
    return every;
  }

  /** From the first to the last day that any channel was asked for. */
  public DateRange dates() {
    return dates;
  }

  /** Each channel that was asked, by name. */
  public Collection<ChannelCoverage> channels() {
    return Collections.unmodifiableCollection(channels.values());
  }

  /** What is counted of each channel: the days, months or the one range in {@link #dates}. */
  public List<DateRange> periods() {
    return periods(every, dates).toList();
  }

  /** How many channels times how many days, months or ranges, such as {@code 8 × 20 days}. */
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

  /** How many of {@link #channels} times {@link #periods} are in each state. */
  public DayCounts count() {
    return count(dates);
  }

  /** How many channel days, or what else is counted, among {@code days} are in each state. */
  public DayCounts count(DateRange days) {
    DayCounts counts = new DayCounts();
    channels.values().forEach(channel -> counts.add(channel.count(days)));
    return counts;
  }

  ChannelCoverage asked(ChannelName channel, DateRange asked) {
    dates =
        new DateRange(
            asked.first().isBefore(dates.first()) ? asked.first() : dates.first(),
            asked.last().isAfter(dates.last()) ? asked.last() : dates.last());
    return channels.computeIfAbsent(channel, name -> new ChannelCoverage(name, every));
  }
}
