// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.report.Every;
import io.analytix.beam.report.ReportDefinition;
import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a run into shards and a shard into requests. The same input gives the same list, on every
 * worker and in {@code plan}.
 */
public final class ShardPlanner implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<String, ReportDefinition> reports = new LinkedHashMap<>();
  private final Dates dates;

  /** A planner of these reports, in this order. */
  public ShardPlanner(List<ReportDefinition> reports, Dates dates) {
    for (ReportDefinition report : reports) {
      if (this.reports.put(report.name(), report) != null) {
        throw new IllegalArgumentException("report '" + report.name() + "' is named twice");
      }
      if (report.every() != Every.DAY) {
        throw new IllegalArgumentException(
            "report '" + report.name() + "' is not by day: " + report.every());
      }
    }
    this.dates = dates;
  }

  /**
   * A channel's shards, one a report. Money comes last: what a refusal of money means is told by
   * the channel's other reports.
   */
  public List<Shard> plan(ChannelRef channel) {
    return reports.values().stream()
        .sorted(Comparator.comparing(ReportDefinition::monetary))
        .map(report -> new Shard(channel, report.name(), dates.of(report)))
        .toList();
  }

  /**
   * A shard's requests, oldest day first. One request costs one unit of quota, whatever it asks: so
   * one for all days where the report has the {@code day} dimension, and one per day elsewhere.
   */
  public List<ReportRequest> requests(Shard shard) {
    ReportDefinition report = report(shard);
    if (report.byDay()) {
      return List.of(new ReportRequest(report, shard.dates()));
    }
    return shard
        .dates()
        .days()
        .map(day -> new ReportRequest(report, new DateRange(day, day)))
        .toList();
  }

  /** The report that a shard fetches. */
  public ReportDefinition report(Shard shard) {
    ReportDefinition report = reports.get(shard.report());
    if (report == null) {
      throw new IllegalArgumentException("no report '" + shard.report() + "' in this plan");
    }
    return report;
  }

  /** The planned reports by name. */
  public Map<String, ReportDefinition> reports() {
    return Collections.unmodifiableMap(reports);
  }
}
