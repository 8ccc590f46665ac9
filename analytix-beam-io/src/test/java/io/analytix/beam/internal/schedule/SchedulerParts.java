// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.MemoryTokenStore;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.access.ScriptedRefresher;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.MinuteServer;
import io.analytix.beam.internal.youtube.UploadsServer;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.Grant;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The parts of a scheduler, put together in virtual time, and requests for them. */
final class SchedulerParts {
  static final LocalDate DAY = LocalDate.parse("2026-11-01");
  static final DateRange ONE_DAY = new DateRange(DAY, DAY);
  static final ReportDefinition PLAIN = report("plain", "views", "country");
  static final ReportDefinition MONEY = report("money", "estimatedRevenue", "country");
  static final ReportDefinition VIDEOS = report("videos", "views", "day", "video");

  final VirtualTime time = new VirtualTime();
  final MemoryTokenStore store = new MemoryTokenStore();
  final ScriptedRefresher refresher = new ScriptedRefresher(time);
  final Map<String, String> owners = new HashMap<>();
  final UploadsServer uploadsServer = new UploadsServer(time);
  final List<Outcome> ended = new ArrayList<>();
  final WorkerState state = new WorkerState();
  final SchedulerSettings settings =
      SchedulerLab.settings(600, null, 10, 4, Duration.ofSeconds(60), RetryPolicy.DEFAULT);
  final SchedulerCheckpoint checkpoint =
      SchedulerCheckpoint.fresh(QuotaUse.none(LocalDate.parse("2026-11-23")));
  final SchedulerContext context =
      new SchedulerContext(
          new MinuteServer(time, 600),
          uploadsServer,
          new ChannelAuthorizer(
              new AccessTokens(store, refresher, time.clock(), Runnable::run),
              token ->
                  time.later(
                      Duration.ofMillis(50),
                      () ->
                          Optional.ofNullable(owners.get(token.value().reveal().split(" ")[0]))
                              .map(id -> new ChannelResource(id, "")))),
          state,
          time,
          new Random(1),
          new SchedulerListener() {
            @Override
            public void ended(Outcome outcome) {
              ended.add(outcome);
            }
          });
  final InFlightCalls calls = new InFlightCalls();
  final Quotas quotas = state.quotas(settings, checkpoint, time);
  final ChannelGate gate =
      new ChannelGate(context, calls, new RetrySchedule(RetryPolicy.DEFAULT, new Random(1), time));
  final UploadsGate uploads = new UploadsGate(uploadsServer, state.uploads(), calls);
  final PostponedShards postponed =
      new PostponedShards(checkpoint, time, Duration.ofSeconds(60).toNanos());
  final CompletionTracker tracker =
      new CompletionTracker(
          context, quotas, gate, uploads, new TotalsGate(new TotalsCache()), postponed);

  private static ReportDefinition report(String name, String metric, String... dimensions) {
    return ReportDefinition.named(name)
        .dimensions(dimensions)
        .metrics(metric)
        .lookbackDays(1)
        .build();
  }

  /** A record that pins this channel. */
  ChannelRef pinned(String record, int channel) {
    store.put(record, "refresh-" + record, SchedulerLab.channelId(channel));
    return new ChannelRef(record, SchedulerLab.channelId(channel), null, null);
  }

  /** A record that pins nothing, of an account with this channel. */
  ChannelRef unpinned(String record, int channel) {
    store.put(record, "refresh-" + record, null);
    owners.put("refresh-" + record, SchedulerLab.channelId(channel));
    return new ChannelRef(record, null, null, null);
  }

  static AuthorizedChannel authorized(ChannelRef ref, int channel) {
    AccessToken token =
        new AccessToken(Secret.of("token"), Instant.parse("2026-11-23T09:00:00Z"), Set.of());
    return new AuthorizedChannel(
        ref,
        new ChannelIdentity(SchedulerLab.channelId(channel), null),
        new Grant(token, null, null, token.expiresAt(), null),
        false);
  }

  static PendingShard shard(ChannelRef ref, ReportDefinition report, ReportRequest... requests) {
    return new PendingShard("run", 0, new Shard(ref, report.name(), ONE_DAY), List.of(requests));
  }

  /** A request of a shard of its own. */
  static PendingRequest request(ChannelRef ref, ReportDefinition report) {
    return shard(ref, report, new ReportRequest(report, ONE_DAY)).pending().get(0);
  }

  /** A request for these videos, of a shard of its own. */
  static PendingRequest videoRequest(ChannelRef ref, String... videos) {
    return request(ref, VIDEOS)
        .shard
        .replaceRequests(ONE_DAY, List.of(new ReportRequest(VIDEOS, ONE_DAY, List.of(videos))))
        .pending()
        .get(0);
  }

  /** Begins a request, as the dispatcher does. */
  PendingRequest begin(ChannelRef ref, ReportDefinition report) {
    PendingRequest request = request(ref, report);
    tracker.begun(request.shard, 1);
    return request;
  }

  /** A response with one row for each of the cells' lists. */
  static ReportResponse response(Object[]... rows) {
    List<ReportResponse.Line> lines = new ArrayList<>();
    for (Object[] row : rows) {
      lines.add(new ReportResponse.Line(DAY, List.of(row)));
    }
    return new ReportResponse(lines);
  }

  static Object[] row(Object... cells) {
    return cells;
  }

  /** Opens channels until nothing is left to be opened; returns what has passed the gate. */
  List<ChannelGate.Passed> open() throws InterruptedException {
    while (calls.inFlight() > 0 || gate.untilDue(time.nanos()) < Long.MAX_VALUE) {
      if (!gate.openNext()) {
        calls.await(time, Duration.ofMillis(10).toNanos());
      }
    }
    return passed();
  }

  List<ChannelGate.Passed> passed() {
    List<ChannelGate.Passed> all = new ArrayList<>();
    for (ChannelGate.Passed one = gate.poll(); one != null; one = gate.poll()) {
      all.add(one);
    }
    return all;
  }

  /** Waits for the responses to all calls. */
  void await() throws InterruptedException {
    while (calls.inFlight() > 0) {
      calls.await(time, Duration.ofMillis(10).toNanos());
    }
  }
}
