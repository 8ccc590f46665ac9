// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.plan.DateRange;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The days of all channels of one report. */
public final class ReportCoverage {
  private final String report;
  private final SortedMap<ChannelName, ChannelCoverage> channels = new TreeMap<>();
  private DateRange dates;

  ReportCoverage(String report, DateRange dates) {
    this.report = report;
    this.dates = dates;
  }

  /** The report's name. */
  public String report() {
    return report;
  }

  /** From the first to the last day that any channel was asked for. */
  public DateRange dates() {
    return dates;
  }

  /** Each channel that was asked, by name. */
  public Collection<ChannelCoverage> channels() {
    return Collections.unmodifiableCollection(channels.values());
  }

  /** How many of {@link #channels} times {@link #dates} are in each state. */
  public DayCounts count() {
    return count(dates);
  }

  /** How many channel days among {@code days} are in each state. */
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
    return channels.computeIfAbsent(channel, ChannelCoverage::new);
  }
}
