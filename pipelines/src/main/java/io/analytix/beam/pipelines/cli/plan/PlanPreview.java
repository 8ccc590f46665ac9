// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.UploadsLister.Listed;
import io.analytix.beam.internal.youtube.GroupReportClient;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunPlan;
import io.analytix.beam.plan.RunPlanner;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a run with some options would ask, before anything is asked. */
final class PlanPreview {
  private final RunConfiguration request;
  private final List<ChannelRef> channels;
  private final RunPlan lane;
  private final Map<ChannelRef, List<ChosenShard>> shards = new HashMap<>();
  private final ShardPlanner planner;
  private final Map<ChannelRef, Listed> lists;
  private final Map<String, Long> requestsByReport;

  /**
   * The plan of a run that would begin {@code now}.
   *
   * @param lists the uploads of the channels, of those that were listed
   */
  PlanPreview(
      RunConfiguration request,
      List<ChannelRef> channels,
      EarlierOutcomes past,
      Instant now,
      Map<ChannelRef, Listed> lists) {
    this.request = request;
    this.lists = lists;
    this.channels = channels;
    this.planner = new ShardPlanner(request.reports(), request.dates());
    this.lane =
        new RunPlanner(planner, request.resume(), request.quota().queriesPerDay())
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

  /** The channels, and the content owners' accounts that are asked for their groups. */
  List<ChannelRef> accounts() {
    return Stream.concat(
            channels.stream(), lane.shards().stream().map(shard -> shard.shard().channel()))
        .distinct()
        .toList();
  }

  /** A channel's shards, in their order. */
  List<ChosenShard> shards(ChannelRef channel) {
    return shards.getOrDefault(channel, List.of());
  }

  /** A shard's requests, in their order. */
  List<ReportRequest> requests(ChosenShard shard) {
    return shard.requests(planner);
  }

  /**
   * The queries of a shard, in their order: of every video only if its channel's are listed; none
   * of a list of uploads, which is not asked of the Analytics API.
   */
  List<ReportRequest> known(ChosenShard shard) {
    Listed listed = lists.get(shard.shard().channel());
    return requests(shard).stream()
        .filter(one -> one.queries() > 0)
        .flatMap(
            one ->
                switch (one.report().source()) {
                  case QUERY, UPLOADS_LIST -> Stream.of(one);
                  case VIDEO_QUERY -> listed == null ? Stream.of() : ofVideos(one, listed.videos());
                  case GROUPS_LIST, GROUP_ITEMS_LIST -> ofGroups(one, shard.shard().channel());
                })
        .toList();
  }

  private static Stream<ReportRequest> ofGroups(ReportRequest whole, ChannelRef account) {
    return GroupReportClient.begin(whole, account.contentOwner()).stream();
  }

  private Stream<ReportRequest> ofVideos(ReportRequest whole, List<String> videos) {
    ReportDefinition report = whole.report();
    VideoBatches batches = request.batches();
    return batches.pieces(whole.dates(), Math.max(1, videos.size())).stream()
        .flatMap(piece -> batches.requests(report, piece, videos).stream())
        .flatMap(
            batch ->
                report.totals().isPresent() ? Stream.of(batch, batch.totals()) : Stream.of(batch));
  }

  /** Channels whose uploads could not be listed, and why. */
  Map<ChannelRef, Listed> lists() {
    return lists;
  }

  /** The most requests that the report of this name can take. */
  long most(String report) {
    return request.reports().stream()
        .filter(one -> one.name().equals(report))
        .findFirst()
        .map(
            one ->
                switch (one.source()) {
                  case QUERY, UPLOADS_LIST -> requestsByReport.getOrDefault(report, 0L);
                  case VIDEO_QUERY -> most(one);
                  case GROUPS_LIST, GROUP_ITEMS_LIST -> mostOfGroups(one);
                })
        .orElse(0L);
  }

  /** Pages of groups, and groups, are as many as the day's budget holds. */
  private long mostOfGroups(ReportDefinition report) {
    long sure = requestsByReport.getOrDefault(report.name(), 0L);
    boolean asked =
        lane.shards().stream()
            .anyMatch(shard -> shard.shard().report().equals(report.name()) && isAsked(shard));
    return asked ? Math.max(sure, perDay() - usedToday()) : sure;
  }

  /** Whether there are tables of groups, of which only answers tell how many requests they take. */
  boolean hasGroups() {
    return request.reports().stream().anyMatch(report -> report.source().usesGroups());
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
      counts.merge(shard.shard().report(), queries(shard), Long::sum);
    }
    return counts;
  }

  private long queries(ChosenShard shard) {
    return known(shard).size();
  }

  /** All requests that are sure. */
  long requests() {
    return requestsByReport.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The most queries that a report of every video can take, of all channels together. */
  long most(ReportDefinition report) {
    List<ChosenShard> all =
        lane.shards().stream()
            .filter(shard -> shard.shard().report().equals(report.name()) && isAsked(shard))
            .filter(shard -> !lists.containsKey(shard.shard().channel()))
            .toList();
    if (all.isEmpty()) {
      return requestsByReport.getOrDefault(report.name(), 0L);
    }
    long videos = 50L * Math.max(all.size(), request.quota().dataApiUnitsPerDay() - all.size());
    long most = 0;
    for (DateRange month :
        all.get(0)
            .shard()
            .dates()
            .months()
            .map(month -> new DateRange(month.atDay(1), month.atEndOfMonth()))
            .toList()) {
      most += request.batches().count(report, month, (int) Math.min(Integer.MAX_VALUE / 2, videos));
      most += all.size();
    }
    return Math.min(perDay() - usedToday(), 2 * most);
  }

  /** Whether it is not known how many requests a report of every video takes. */
  boolean isUnsure(ReportDefinition report) {
    return requestsByReport.getOrDefault(report.name(), 0L) < most(report);
  }

  /** Whether there is anything to be sent for a shard of videos. */
  private boolean isAsked(ChosenShard shard) {
    return shard.shard().channel().problem() == null
        && requests(shard).stream().anyMatch(one -> !shard.isDeferred(one));
  }

  /** The reports whose requests are known only when the channels' videos are. */
  List<ReportDefinition> ofEveryVideo() {
    return request.reports().stream()
        .filter(one -> one.source() == ReportSource.VIDEO_QUERY)
        .toList();
  }

  /** The most requests there can be. */
  long mostRequests() {
    return requestsByReport.keySet().stream().mapToLong(this::most).sum();
  }

  /** Units to list uploads: what it took, or {@code otherwise} where they were not listed. */
  private long listed(long otherwise) {
    return lane.shards().stream()
        .filter(shard -> planner.report(shard.shard()).source().usesUploads() && isAsked(shard))
        .map(shard -> shard.shard().channel())
        .distinct()
        .mapToLong(
            channel -> {
              Listed listed = lists.get(channel);
              return listed == null ? otherwise : listed.calls();
            })
        .sum();
  }

  /** The most requests in any 60 seconds. */
  int perMinute() {
    return request.quota().queriesPerMinute();
  }

  /** How long what is sent takes at the pace of the quota. */
  Duration time() {
    long later =
        lane.shards().stream()
            .flatMap(shard -> known(shard).stream().filter(shard::isDeferred))
            .count();
    return request.quota().timeFor(requests() - later);
  }

  /**
   * Units of the Data API that are sure: whose channel it is, where no record says so; and the
   * first page of a channel's uploads.
   */
  long fewestDataApiUnits() {
    return channels.stream().filter(c -> c.problem() == null && c.channelId() == null).count()
        + Math.min(listed(2), request.quota().dataApiUnitsPerDay());
  }

  /**
   * Units of the Data API at most: a channel that Google refuses is asked for once, to tell why; a
   * content owner's is not. Lists of uploads have as many pages as the day's budget holds.
   */
  long mostDataApiUnits() {
    return channels.stream().filter(c -> c.problem() == null && c.contentOwner() == null).count()
        + Math.min(
            listed(request.quota().dataApiUnitsPerDay()), request.quota().dataApiUnitsPerDay());
  }

  /** Records that claim a channel which an earlier record claims, with the name of that one. */
  Map<ChannelRef, String> rivals() {
    return ChannelList.rivals(channels);
  }

  /** Channels that cannot be asked for. */
  List<ChannelRef> unusable() {
    return channels.stream().filter(channel -> channel.problem() != null).toList();
  }
}
