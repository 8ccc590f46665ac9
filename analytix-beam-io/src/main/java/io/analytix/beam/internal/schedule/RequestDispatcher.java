// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.schedule.ChannelStates.ChannelState;
import io.analytix.beam.internal.youtube.ReportClient;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.youtube.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Moves each request from its shard to its outcome: through the {@link ChannelGate}, if it needs
 * the channel's uploads through the {@link UploadsGate}, into the {@link RequestSelector}'s queues,
 * to the API, and to the {@link CompletionTracker}. Applies the decisions of {@link
 * FailureHandler}.
 */
final class RequestDispatcher {
  private static final Failure NO_MONEY_SCOPE =
      Failure.of(
          Cause.SCOPE_MISSING,
          "the consent lacks yt-analytics-monetary.readonly, which revenue metrics need");

  private final ReportClient client;
  private final WorkerState state;
  private final SchedulerClock clock;
  private final SchedulerListener listener;
  private final Quotas quotas;
  private final InFlightCalls calls;
  private final CompletionTracker tracker;
  private final ChannelGate gate;
  private final UploadsGate uploads;
  private final UploadsStage uploadsStage;
  private final VideoRequestExpander expander;
  private final RequestReplacement replacement;
  private final TotalsGate totals;
  private final TotalsStage totalsStage;
  private final RequestSelector selector;
  private final FailureHandler failures;
  private boolean released;

  /** A dispatcher until the next checkpoint. */
  RequestDispatcher(
      FetchPlan plan,
      SchedulerContext context,
      SchedulerSettings settings,
      Quotas quotas,
      InFlightCalls calls,
      PostponedShards postponed) {
    this.client = context.client();
    this.state = context.state();
    this.clock = context.clock();
    this.listener = context.listener();
    this.quotas = quotas;
    this.calls = calls;
    RetrySchedule retries = new RetrySchedule(settings.retries(), context.random(), clock);
    this.gate = new ChannelGate(context, calls, retries);
    this.uploads = new UploadsGate(context.uploads(), state.uploads(), calls);
    this.selector = new RequestSelector(state, quotas, clock);
    this.totals = new TotalsGate(state.totals());
    this.tracker = new CompletionTracker(context, quotas, gate, uploads, totals, postponed);
    this.totalsStage = new TotalsStage(plan, totals, selector, tracker);
    this.expander = new VideoRequestExpander(settings.batches());
    this.replacement = new RequestReplacement(tracker, listener, quotas.requests(), selector);
    this.uploadsStage =
        new UploadsStage(context, uploads, expander, selector, tracker, postponed, replacement);
    this.failures = new FailureHandler(retries);
  }

  /** Begins a shard: each request fails, is deferred, or goes to the gate of its channel. */
  void begin(PendingShard shard, Predicate<ReportRequest> deferred) {
    List<PendingRequest> requests = shard.pending();
    tracker.begun(shard, requests.size());
    ChannelState channel = state.channels().of(shard.shard().channel());
    String problem = channel.ref().problem();
    if (problem != null) {
      channel.fail(Failure.of(Cause.RECORD_INVALID, problem));
    }
    Failure known = channel.failure() == null ? state.history().stopped() : channel.failure();
    List<PendingRequest> admitted = new ArrayList<>();
    for (PendingRequest request : requests) {
      totalsStage.begun(request);
      boolean isDeferred = deferred.test(request.request());
      if (!isDeferred && request.request().answersManyDays()) {
        request.reserve();
      }
      if (known != null) {
        tracker.fail(request, known);
      } else if (isDeferred) {
        tracker.fail(request, quotas.requests().exceeded());
      } else {
        admitted.add(request);
      }
    }
    gate.admit(channel, admitted);
  }

  /** Takes on the requests that have passed a gate. */
  void takePassed() {
    List<PendingRequest> ofUploads = List.of();
    boolean ofTotals;
    do {
      ofUploads.forEach(uploadsStage::proceed);
      takeAuthorized();
      ofUploads = uploads.takeReleased();
      ofTotals = totalsStage.takeReleased();
      released |= ofTotals;
    } while (ofTotals || !ofUploads.isEmpty());
  }

  /** Whether the channel's scopes include money; if they are unknown, only the API can tell. */
  private boolean coversMoney(ChannelRef ref) {
    AuthorizedChannel channel = state.channels().of(ref).authorized();
    return channel == null || ConsentScope.coverMoney(channel.grant().token().scopes());
  }

  private void takeAuthorized() {
    for (ChannelGate.Passed passed = gate.poll(); passed != null; passed = gate.poll()) {
      PendingRequest request = passed.request();
      Failure failure = passed.failure();
      if (failure != null) {
        tracker.fail(request, failure);
      } else if (request.shard.isMonetary() && !coversMoney(request.channel())) {
        state.history().inconclusive();
        tracker.failReport(request, NO_MONEY_SCOPE);
      } else if (request.needsUploads()) {
        uploadsStage.proceed(request);
      } else {
        totalsStage.proceed(request);
      }
    }
  }

  /** Opens a channel or sends a request, if one is due; returns whether there was one. */
  boolean dispatchNext() {
    if (gate.openNext()) {
      return true;
    }
    RequestSelector.Selected selected = selector.next();
    if (selected == null) {
      return false;
    }
    PendingRequest request = selected.request();
    Failure failure = selected.failure();
    ChannelState channel = state.channels().of(request.channel());
    AuthorizedChannel authorized = channel.authorized();
    if (failure != null) {
      tracker.fail(request, failure);
    } else if (authorized == null || gate.isClosed(channel)) {
      gate.await(channel, List.of(request), 0);
    } else if (request.needsUploads()) {
      list(request, authorized);
    } else if (request.usesDataApi()) {
      sendToDataApi(request, authorized);
    } else {
      long wait = quotas.channelPacers().untilNext(authorized.identity().channelId());
      if (wait > 0) {
        selector.retryAt(request, clock.nanos() + wait);
      } else {
        send(request, authorized);
      }
    }
    return true;
  }

  /** Nanoseconds until there is something to dispatch without any response before. */
  long untilNext() {
    return Math.min(gate.untilDue(clock.nanos()), selector.untilNext());
  }

  /** Whether a request waits for the rate alone. */
  boolean isPaced() {
    return selector.isPaced();
  }

  /** How much waits here. */
  int backlog() {
    return gate.backlog() + totals.backlog() + selector.backlog();
  }

  /** Whether all that was begun is finished or postponed. */
  boolean isSettled() {
    return tracker.isSettled();
  }

  /** What was begun and is neither finished nor postponed, as if it were postponed. */
  List<SchedulerCheckpoint.Postponed> unfinished() {
    return tracker.unfinished();
  }

  /** Hands out the shards that have finished since the last call. */
  void takeFinished(Consumer<ShardResult> out) {
    tracker.takeFinished(out);
  }

  /** Cancels all calls: they must not use more quota. */
  void cancel() {
    calls.cancel();
    gate.cancel();
  }

  /** Whether requests have waited for totals of their days that are known since the last call. */
  boolean takeReleased() {
    boolean since = released;
    released = false;
    return since;
  }

  /**
   * Postpones shards of which nothing was sent, so that the checkpoint does not wait for them: the
   * rate of a channel may be low. Shards of channels without any success stay: others wait to see
   * whether their record works.
   */
  void postponeUnsent() {
    Map<PendingShard, List<PendingRequest>> shards = new LinkedHashMap<>();
    List<PendingRequest> waiting = selector.waitingReports();
    waiting.addAll(totals.waiting());
    for (PendingRequest request : waiting) {
      shards.computeIfAbsent(request.shard, any -> new ArrayList<>()).add(request);
    }
    shards
        .entrySet()
        .removeIf(
            shard ->
                !shard.getKey().isUnsent(shard.getValue())
                    || !state.channels().of(shard.getKey().shard().channel()).hasSucceeded());
    shards.values().forEach(totals::removeAll);
    shards.forEach(
        (shard, requests) -> {
          selector.removeReports(requests);
          if (shard.isExpanded()) {
            listener.found(1 - requests.size());
          }
          tracker.postpone(shard, requests, false);
        });
  }

  private void send(PendingRequest request, AuthorizedChannel channel) {
    RequestPacer.Sent sent = quotas.reportPacer().use();
    quotas.channelPacers().use(channel.identity().channelId());
    quotas.requests().use();
    quotas.requests().release(request.useReserved());
    listener.sent(request.sent(clock));
    calls.begin(
        () -> client.fetch(request.nextQuery(), channel.identity(), channel.grant().token()),
        (response, failed) -> {
          if (response != null) {
            sent.answered();
            answered(request, channel, response);
          } else if (failed != null) {
            failed(request, channel, failed);
          }
        });
  }

  private void answered(
      PendingRequest request, AuthorizedChannel channel, ReportResponse response) {
    state.history().confirmed();
    state.channels().of(channel.ref()).succeeded();
    quotas.reportPacer().answered();
    quotas.channelPacers().answered(channel.identity().channelId());
    if (request.totals() != null) {
      totalsStage.read(request, response);
      return;
    }
    take(request, response);
  }

  /** Goes on with a request that has a response to what was sent last. */
  private void take(PendingRequest request, ReportResponse response) {
    Optional<String> problem = request.answered(response, state.history());
    if (problem.isPresent()) {
      tracker.fail(request, Failure.of(Cause.BAD_RESPONSE, problem.get()));
    } else {
      continueOrComplete(request);
    }
  }

  private void continueOrComplete(PendingRequest request) {
    ReportResponse response = request.response();
    if (response == null) {
      selector.retryAt(request, clock.nanos());
    } else if (request.choosesIds()) {
      sendPerId(request, response);
    } else {
      tracker.complete(request, response);
    }
  }

  private void sendPerId(PendingRequest request, ReportResponse list) {
    IdChoice each = Objects.requireNonNull(request.request().report().each());
    List<String> ids = VideoRequestExpander.chosen(each, list);
    if (ids.isEmpty()) {
      tracker.complete(request, ReportResponse.EMPTY);
    } else {
      replacement.replace(request, expander.perId(request, ids).requests());
    }
  }

  private void sendToDataApi(PendingRequest request, AuthorizedChannel channel) {
    useDataApi(request.sentToDataApi(clock));
    calls.begin(
        () -> client.fetch(request.nextQuery(), channel.identity(), channel.grant().token()),
        (response, failed) -> {
          if (response != null) {
            state.history().inconclusive();
            quotas.dataPacer().answered();
            take(request, response);
          } else if (failed != null) {
            failed(request, channel, failed);
          }
        });
  }

  private void useDataApi(boolean again) {
    RequestPacer.Sent unused = quotas.dataPacer().use();
    quotas.dataUnits().use();
    listener.listed(again);
  }

  private void list(PendingRequest request, AuthorizedChannel channel) {
    useDataApi(request.attempted(clock));
    state.uploads().of(request.channel()).called();
    uploads.call(
        channel,
        (foreign, failed) -> {
          if (failed != null) {
            failed(request, channel, failed);
          } else if (foreign != null) {
            if (channel.identity().contentOwner() == null) {
              state.channels().of(channel.ref()).fail(foreign);
            }
            tracker.fail(request, foreign);
          } else {
            state.history().inconclusive();
            quotas.dataPacer().answered();
            request.listAnswered();
            uploadsStage.proceed(request);
          }
        });
  }

  private void failed(PendingRequest request, AuthorizedChannel channel, ApiException failed) {
    if (state.history().isInterrupted()) {
      tracker.fail(request, RequestHistory.INTERRUPTED);
      return;
    }
    if (failed instanceof ApiException.TooFast rate) {
      quotas.tooFast(channel.identity().channelId(), request.usesDataApi(), rate.ofUser());
    }
    state.history().failed(failed, request.usesDataApi());
    FailureHandler.Decision decision = failures.decide(failed, facts(request, channel));
    Failure failure = decision.failure();
    if (request.totals() != null && decision.kind().isOfReport()) {
      totalsStage.fail(request);
      return;
    }
    switch (decision.kind()) {
      case RETRY -> selector.retryAt(request, decision.at());
      case REFRESH_AND_RETRY -> {
        request.tokenRefreshed();
        gate.refresh(List.of(request), channel, decision.at());
      }
      case REFRESH_AND_RETRY_LATER -> {
        gate.refresh(List.of(), channel, 0);
        selector.retryAt(request, decision.at());
      }
      case SPLIT_REQUEST -> {
        request.split();
        continueOrComplete(request);
      }
      case FAIL_REQUEST -> tracker.fail(request, failure);
      case FAIL_REPORT -> tracker.failReport(request, failure);
      case FAIL_REPORT_LATER -> tracker.failReportLater(request, failure);
      case FAIL_CHANNEL -> {
        tracker.fail(request, failure);
        gate.fail(channel.ref(), failure);
      }
      case EXPLAIN_REFUSAL -> gate.refused(request, channel, (ApiException.ChannelRefused) failed);
      case FAIL_UPLOADS -> failUploads(request, failure);
      case STOP_UPLOADS -> {
        state.uploads().stop(failure);
        failUploads(request, failure);
      }
      case STOP_RUN -> {
        state.history().stop(failure);
        tracker.fail(request, failure);
      }
    }
  }

  private FailureHandler.Facts facts(PendingRequest request, AuthorizedChannel channel) {
    return new FailureHandler.Facts(
        request.usesDataApi(),
        request.needsUploads(),
        request.isOfOneId(),
        request.shard.isMonetary(),
        request.attempts(),
        request.firstAttemptNanos(),
        request.isTokenRefreshed(),
        request.canSplit(),
        state.channels().of(channel.ref()).hasSucceeded(),
        tracker.isPlainPending(request.channel()));
  }

  private void failUploads(PendingRequest request, Failure failure) {
    state.uploads().refuse(request.channel(), failure);
    tracker.fail(request, failure);
  }
}
