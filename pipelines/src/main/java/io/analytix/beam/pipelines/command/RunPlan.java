// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Roster;
import io.analytix.beam.pipelines.RunRequest;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.LanePlanner;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.plan.PlannedLane;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.ShardPlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run with some options would ask, before anything is asked. */
final class RunPlan {
  private final RunRequest request;
  private final List<ChannelRef> channels;
  private final PlannedLane lane;
  private final Map<ChannelRef, List<ChosenShard>> shards = new HashMap<>();
  private final ShardPlanner planner;
  private final Map<String, Long> requestsByReport;

  /** The plan of a run that would begin {@code now}. */
  RunPlan(RunRequest request, List<ChannelRef> channels, PastAnswers past, Instant now) {
    this.request = request;
    this.channels = channels;
    this.planner = new ShardPlanner(request.reports(), request.dates());
    this.lane =
        new LanePlanner(planner, request.resume(), request.quota().queriesPerDay())
            .plan(channels, past, now);
    lane.shards()
        .forEach(
            shard ->
                shards
                    .computeIfAbsent(shard.shard().channel(), any -> new ArrayList<>())
                    .add(shard));
    this.requestsByReport = count();
  }

  /** The channels in the order of the run. */
  List<ChannelRef> channels() {
    return channels;
  }

  /** A channel's shards, in their order. */
  List<ChosenShard> shards(ChannelRef channel) {
    return shards.getOrDefault(channel, List.of());
  }

  /** A shard's requests, in their order. */
  List<ReportRequest> requests(ChosenShard shard) {
    return shard.requests(planner);
  }

  /** Requests that earlier runs were answered, and that a resumed run does not plan. */
  long answered() {
    return lane.answered();
  }

  /** Planned requests that would not be sent, because the day's quota does not hold them. */
  long deferred() {
    return lane.deferred();
  }

  /** Requests that earlier runs sent on this Pacific day. */
  long usedToday() {
    return lane.used().requests();
  }

  /** The most requests in a Pacific day. */
  int perDay() {
    return request.quota().queriesPerDay();
  }

  /** Requests by report, in the order of the options. */
  Map<String, Long> requestsByReport() {
    return requestsByReport;
  }

  private Map<String, Long> count() {
    Map<String, Long> counts = new LinkedHashMap<>();
    request.reports().forEach(report -> counts.put(report.name(), 0L));
    for (ChosenShard shard : lane.shards()) {
      counts.merge(shard.shard().report(), (long) requests(shard).size(), Long::sum);
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

  /** How long what is sent takes at the pace of the quota. */
  Duration time() {
    return request.quota().timeFor(requests() - deferred());
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
