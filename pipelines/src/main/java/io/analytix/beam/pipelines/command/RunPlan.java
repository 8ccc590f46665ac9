// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Roster;
import io.analytix.beam.pipelines.RunRequest;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run with some options would ask, before anything is asked. */
final class RunPlan {
  private final RunRequest request;
  private final List<ChannelRef> channels;
  private final PastAnswers past;
  private final ShardPlanner planner;
  private final Map<String, Long> requestsByReport;

  RunPlan(RunRequest request, List<ChannelRef> channels, PastAnswers past) {
    this.request = request;
    this.channels = channels;
    this.past = past;
    this.planner = new ShardPlanner(request.reports(), request.dates());
    this.requestsByReport = count();
  }

  /** The channels in the order of the run. */
  List<ChannelRef> channels() {
    return channels;
  }

  /** A channel's shards, in their order. */
  List<Shard> shards(ChannelRef channel) {
    return planner.plan(channel, past);
  }

  /** A shard's requests, in their order. */
  List<ReportRequest> requests(Shard shard) {
    return planner.requests(shard);
  }

  /** Requests by report, in the order of the options. */
  Map<String, Long> requestsByReport() {
    return requestsByReport;
  }

  private Map<String, Long> count() {
    Map<String, Long> counts = new LinkedHashMap<>();
    request.reports().forEach(report -> counts.put(report.name(), 0L));
    for (ChannelRef channel : channels) {
      for (Shard shard : shards(channel)) {
        counts.merge(shard.report(), (long) requests(shard).size(), Long::sum);
      }
    }
    return counts;
  }

  /** All requests. */
  long requests() {
    return requestsByReport.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The most requests in any 60 seconds. */
  int perMinute() {
    return request.quota().queriesPerMinute();
  }

  /** How long the requests take at the pace of the quota. */
  Duration time() {
    return request.quota().timeFor(requests());
  }

  /** Units of the Data API that are sure: whose channel it is, where no record says so. */
  long fewestDataApiUnits() {
    return channels.stream().filter(c -> c.problem() == null && c.channelId() == null).count();
  }

  /**
   * Units of the Data API at most: a channel that Google refuses is asked for once, to tell why; a
   * content owner's is not.
   */
  long mostDataApiUnits() {
    return channels.stream().filter(c -> c.problem() == null && c.contentOwner() == null).count();
  }

  /** Records that claim a channel which an earlier record claims, with the name of that one. */
  Map<ChannelRef, String> rivals() {
    return Roster.rivals(channels);
  }

  /** Channels that cannot be asked for. */
  List<ChannelRef> unusable() {
    return channels.stream().filter(channel -> channel.problem() != null).toList();
  }
}
