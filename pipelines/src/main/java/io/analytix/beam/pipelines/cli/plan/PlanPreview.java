// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import static java.util.stream.Collectors.toMap;

import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.UploadsLister.Listed;
import io.analytix.beam.internal.youtube.GroupReportClient;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.Backfill;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.ExpectedRequests;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunPlan;
import io.analytix.beam.plan.RunPlanner;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of a run, computed before any is sent. */
final class PlanPreview {
  private final RunConfiguration request;
  private final List<ChannelRef> channels;
  private final RunPlan plan;
  private final Map<ChannelRef, List<ChosenShard>> shards = new HashMap<>();
  private final ShardPlanner planner;
  private final Map<ChannelRef, Listed> lists;
  private final Map<String, Long> requestsByReport;

  /**
   * The plan of a run that starts {@code now}.
   *
   * @param lists the uploads of the channels whose uploads were listed
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
    this.planner = new ShardPlanner(request.reports(), request.dates(), request.refetch());
    this.plan =
        new RunPlanner(planner, request.resume(), request.quota().queriesPerDay())
            .plan(channels, past, now);
    plan.shards()
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

  /** The channels, and the content owners' accounts whose groups are requested. */
  List<ChannelRef> accounts() {
    return Stream.concat(
            channels.stream(), plan.shards().stream().map(shard -> shard.shard().channel()))
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
   * The Analytics API requests of a shard, in their order. Requests for every video are included
   * only if the channel's uploads were listed; requests that list uploads are not, because they go
   * to the Data API.
   */
  List<ReportRequest> known(ChosenShard shard) {
    Listed listed = lists.get(shard.shard().channel());
    return requests(shard).stream()
        .filter(one -> one.queries() > 0)
        .flatMap(
            one ->
                switch (one.report().source()) {
                  case QUERY -> Stream.of(one);
                  case CHANNELS_LIST, VIDEOS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST ->
                      Stream.of();
                  case QUERY_PER_ID -> perId(one, listed);
                  case VIDEO_QUERY -> listed == null ? Stream.of() : ofVideos(one, listed.videos());
                  case GROUPS_LIST, GROUP_ITEMS_LIST -> ofGroups(one, shard.shard().channel());
                })
        .toList();
  }

  /** Whether each request of a shard is sent only if its day has changed. */
  boolean isConditional(ChosenShard shard) {
    return planner.rule().appliesTo(planner.report(shard.shard()));
  }

  /** How many requests are expected of the reports whose requests depend on changes. */
  ExpectedRequests expected() {
    return plan.expected();
  }

  private static Stream<ReportRequest> ofGroups(ReportRequest whole, ChannelRef account) {
    return GroupReportClient.begin(whole, account.contentOwner()).stream();
  }

  /** The requests for ids that are known; without them, the request for the list of ids. */
  private static Stream<ReportRequest> perId(ReportRequest whole, @Nullable Listed listed) {
    IdChoice each = Objects.requireNonNull(whole.report().each());
    if (each.usesUploads()) {
      return listed == null
          ? Stream.of()
          : listed.uploads().videos(each, whole.dates().last()).stream().map(whole::of);
    }
    return whole.list().stream().filter(list -> list.queries() > 0);
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

  /** The listed uploads by channel, or the failures of listing them. */
  Map<ChannelRef, Listed> lists() {
    return lists;
  }

  /** The maximum number of requests of the report of this name. */
  long maxRequests(String report) {
    return request.reports().stream()
        .filter(one -> one.name().equals(report))
        .findFirst()
        .map(
            one ->
                switch (one.source()) {
                  case CHANNELS_LIST, VIDEOS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST -> 0L;
                  case QUERY_PER_ID -> maxPerId(one);
                  case QUERY ->
                      planner.rule().appliesTo(one)
                          ? plan.shards().stream()
                              .filter(shard -> shard.shard().report().equals(report))
                              .mapToLong(shard -> requests(shard).size())
                              .sum()
                          : requestsByReport.getOrDefault(report, 0L);
                  case VIDEO_QUERY -> maxRequests(one);
                  case GROUPS_LIST, GROUP_ITEMS_LIST -> maxOfGroups(one);
                })
        .orElse(0L);
  }

  /** The number of chosen ids is known, has a maximum, or is limited only by the day's quota. */
  private long maxPerId(ReportDefinition report) {
    IdChoice each = Objects.requireNonNull(report.each());
    List<ChosenShard> sent =
        plan.shards().stream()
            .filter(shard -> shard.shard().report().equals(report.name()) && isSent(shard))
            .toList();
    boolean listed =
        each.usesUploads()
            && sent.stream().allMatch(shard -> lists.containsKey(shard.shard().channel()));
    if (listed) {
      return requestsByReport.getOrDefault(report.name(), 0L);
    }
    return switch (each.kind()) {
      case TOP, LISTED ->
          sent.stream()
              .flatMap(shard -> requests(shard).stream())
              .mapToLong(ReportRequest::queries)
              .sum();
      case PUBLISHED_WITHIN_DAYS, ALL -> maxOfGroups(report);
    };
  }

  /** The number of groups and their pages is limited only by the day's quota. */
  private long maxOfGroups(ReportDefinition report) {
    long sure = requestsByReport.getOrDefault(report.name(), 0L);
    boolean sent =
        plan.shards().stream()
            .anyMatch(shard -> shard.shard().report().equals(report.name()) && isSent(shard));
    return sent ? Math.max(sure, perDay() - usedToday()) : sure;
  }

  /** Whether there are reports of groups, whose number of requests depends on responses. */
  boolean hasGroups() {
    return request.reports().stream().anyMatch(report -> report.source().usesGroups());
  }

  /** The number of requests that a resumed run skips, because earlier runs completed them. */
  long answered() {
    return plan.answered();
  }

  /** The line about the back-fill, empty without one. */
  Optional<String> backfill() {
    return Optional.ofNullable(request.dates().backfillFrom())
        .map(from -> Backfill.line(from, plan.backfilled()));
  }

  /** The number of requests that answer days of the back-fill. */
  long backfilled() {
    return plan.backfilled();
  }

  /** The number of planned requests that exceed the day's quota. */
  long deferred() {
    return plan.deferred();
  }

  /** The number of requests that earlier runs sent on this Pacific day. */
  long usedToday() {
    return plan.used().requests();
  }

  /** Maximum requests per Pacific day. */
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
    for (ChosenShard shard : plan.shards()) {
      counts.merge(shard.shard().report(), queries(shard), Long::sum);
    }
    return counts;
  }

  private long queries(ChosenShard shard) {
    return isConditional(shard) ? 0 : known(shard).size();
  }

  /** The number of certain requests. */
  long requests() {
    return requestsByReport.values().stream().mapToLong(Long::longValue).sum()
        + expected().totals();
  }

  /** The number of requests that are expected of a report. */
  long expected(String report) {
    return expected().byReport().getOrDefault(report, requestsByReport.getOrDefault(report, 0L));
  }

  /** The number of requests that are expected to be sent today. */
  long expectedToday() {
    long deferred =
        plan.shards().stream()
            .filter(shard -> !isConditional(shard))
            .flatMap(shard -> known(shard).stream().filter(shard::isDeferred))
            .count();
    return requests()
        - deferred
        + expected().byReport().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The number of requests that may be sent today: those that are expected, and the most of reports
   * whose requests depend on responses.
   */
  long maxToday() {
    long unsure =
        request.reports().stream()
            .filter(
                one ->
                    one.source().usesGroups()
                        || one.source() == ReportSource.VIDEO_QUERY
                        || one.source() == ReportSource.QUERY_PER_ID)
            .map(ReportDefinition::name)
            .mapToLong(name -> maxRequests(name) - requestsByReport.getOrDefault(name, 0L))
            .sum();
    return Math.min(expectedToday() + unsure, Math.max(expectedToday(), perDay() - usedToday()));
  }

  /** The maximum number of requests of a report of every video, over all channels. */
  long maxRequests(ReportDefinition report) {
    List<ChosenShard> all =
        plan.shards().stream()
            .filter(shard -> shard.shard().report().equals(report.name()) && isSent(shard))
            .filter(shard -> !lists.containsKey(shard.shard().channel()))
            .toList();
    if (all.isEmpty()) {
      return requestsByReport.getOrDefault(report.name(), 0L);
    }
    long videos = 50L * Math.max(all.size(), request.quota().dataApiUnitsPerDay() - all.size());
    long max = 0;
    for (DateRange month :
        all.get(0)
            .shard()
            .dates()
            .months()
            .map(month -> new DateRange(month.atDay(1), month.atEndOfMonth()))
            .toList()) {
      max += request.batches().count(report, month, (int) Math.min(Integer.MAX_VALUE / 2, videos));
      max += all.size();
    }
    return Math.min(perDay() - usedToday(), 2 * max);
  }

  /** Whether the number of requests of a report of every video is not known yet. */
  boolean isUnsure(ReportDefinition report) {
    return requestsByReport.getOrDefault(report.name(), 0L) < maxRequests(report);
  }

  /** Whether any request of a shard is sent. */
  private boolean isSent(ChosenShard shard) {
    return shard.shard().channel().problem() == null
        && requests(shard).stream().anyMatch(one -> !shard.isDeferred(one));
  }

  /** The reports whose requests depend on the channels' videos. */
  List<ReportDefinition> ofEveryVideo() {
    return request.reports().stream()
        .filter(one -> one.source() == ReportSource.VIDEO_QUERY)
        .toList();
  }

  /** The maximum number of requests. */
  long maxRequests() {
    return requestsByReport.keySet().stream().mapToLong(this::maxRequests).sum()
        + expected().totals();
  }

  /**
   * Units of a report, as far as they are known: of lists whose length is not, the first page. The
   * uploads are listed once for all reports.
   */
  private long units(ChosenShard shard) {
    ReportDefinition report = planner.report(shard.shard());
    Listed listed = lists.get(shard.shard().channel());
    return switch (report.source()) {
      case CHANNELS_LIST, PLAYLISTS_LIST, PLAYLIST_ITEMS_LIST -> 1;
      case VIDEOS_LIST -> listed == null ? 1 : listed.uploads().describingCalls();
      case QUERY_PER_ID -> report.usesDataApi() && !report.usesUploads() ? 1 : 0;
      case QUERY, VIDEO_QUERY, GROUPS_LIST, GROUP_ITEMS_LIST -> 0;
    };
  }

  private long unitsOfUploads(ChosenShard shard) {
    Listed listed = lists.get(shard.shard().channel());
    return listed == null ? 2 : listed.calls();
  }

  /** Whether a report has lists whose length is not known. */
  private boolean isUnknown(ChosenShard shard) {
    ReportDefinition report = planner.report(shard.shard());
    return report.usesUploads()
        ? !lists.containsKey(shard.shard().channel())
        : report.usesDataApi() && report.source() != ReportSource.CHANNELS_LIST;
  }

  private Stream<ChosenShard> ofDataApi() {
    return plan.shards().stream()
        .filter(shard -> planner.report(shard.shard()).usesDataApi() && isSent(shard));
  }

  /** Whether any report uses the Data API. */
  boolean usesDataApi() {
    return request.reports().stream().anyMatch(ReportDefinition::usesDataApi);
  }

  /** The units that earlier runs used on this Pacific day. */
  long unitsUsedToday() {
    return plan.units().requests();
  }

  /** Maximum units of the Data API per Pacific day. */
  int unitsPerDay() {
    return request.quota().dataApiUnitsPerDay();
  }

  private long unitsLeft() {
    return Math.max(0, unitsPerDay() - unitsUsedToday());
  }

  /** Maximum requests in any 60 seconds. */
  int perMinute() {
    return request.quota().queriesPerMinute();
  }

  /** The duration of this number of requests under the quota. */
  Duration time(long requests) {
    return request.quota().timeFor(requests);
  }

  /**
   * The minimum units of the Data API: one per record without a channel id, and the first page of
   * each list whose length is not known.
   */
  long minDataApiUnits() {
    long uploads =
        ofDataApi()
            .filter(shard -> planner.report(shard.shard()).usesUploads())
            .collect(toMap(shard -> shard.shard().channel(), this::unitsOfUploads, Math::max))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    return channels.stream().filter(c -> c.problem() == null && c.channelId() == null).count()
        + Math.min(uploads + ofDataApi().mapToLong(this::units).sum(), unitsLeft());
  }

  /**
   * The maximum units of the Data API: one for each channel without a content owner, because a
   * rejected channel is looked up once. Lists whose length is not known are limited only by the
   * day's quota.
   */
  long maxDataApiUnits() {
    long lookups =
        channels.stream().filter(c -> c.problem() == null && c.contentOwner() == null).count();
    long ids = channels.stream().filter(c -> c.problem() == null && c.channelId() == null).count();
    return lookups
        + (ofDataApi().anyMatch(this::isUnknown) ? unitsLeft() : minDataApiUnits() - ids);
  }

  /** Records of a channel that an earlier record has already, with the name of that record. */
  Map<ChannelRef, String> rivals() {
    return ChannelList.rivals(channels);
  }

  /** Channels that cannot be requested. */
  List<ChannelRef> unusable() {
    return channels.stream().filter(channel -> channel.problem() != null).toList();
  }
}
