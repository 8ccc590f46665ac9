// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierAnswer;
import io.analytix.beam.plan.RefetchRule;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with one-day requests whose channel is open: they read the totals of the channel's days,
 * are sent, or end as unchanged.
 */
final class TotalsStage {
  private final FetchPlan plan;
  private final RefetchRule rule;
  private final TotalsGate gate;
  private final RequestSelector selector;
  private final CompletionTracker tracker;

  TotalsStage(
      FetchPlan plan, TotalsGate gate, RequestSelector selector, CompletionTracker tracker) {
    this.plan = plan;
    this.rule = plan.planner().rule();
    this.gate = gate;
    this.selector = selector;
    this.tracker = tracker;
  }

  /** A request is begun: it needs totals, or reads them for others, or neither. */
  void begun(PendingRequest request) {
    ReportDefinition report = request.request().report();
    if (rule.appliesTo(report)) {
      request.compare();
    } else if (plan.planner().decidesAboutOthers(report)) {
      gate.begun(request);
    }
  }

  /** Goes on with a request whose channel is open. */
  void proceed(PendingRequest request) {
    if (!request.compares()) {
      selector.add(request, request.isUnsent());
      return;
    }
    switch (gate.next(request)) {
      case WAIT -> {}
      case READ -> {
        if (request.totals() == null) {
          request.readTotals(totals(request));
        }
        selector.add(request, request.isUnsent());
      }
      case DECIDE -> decide(request);
      case SEND -> {
        request.decided(null);
        selector.add(request, request.isUnsent());
      }
    }
  }

  private void decide(PendingRequest request) {
    EarlierAnswer earlier = earlier(request);
    RefetchRule.Decision decision = rule.decide(request.request(), gate.totals(request), earlier);
    request.decided(decision.basis());
    if (decision.isSent()) {
      selector.add(request, request.isUnsent());
    } else {
      tracker.leave(request, earlier != null && earlier.hasRows());
    }
  }

  private @Nullable EarlierAnswer earlier(PendingRequest request) {
    LocalDate day = request.request().dates().last();
    return plan.shards().get(request.shard.place()).earlier().stream()
        .filter(answer -> answer.day().equals(day))
        .findFirst()
        .orElse(null);
  }

  /** The request for the totals of all days of the channel whose requests need them. */
  private ReportRequest totals(PendingRequest request) {
    DateRange days = request.request().dates();
    List<ChosenShard> shards = plan.shards();
    int place = request.shard.place();
    for (int i = place; i >= 0 && isOfChannel(shards.get(i), request); i--) {
      days = widened(days, shards.get(i), request);
    }
    for (int i = place + 1; i < shards.size() && isOfChannel(shards.get(i), request); i++) {
      days = widened(days, shards.get(i), request);
    }
    return new ReportRequest(RefetchRule.totalsOf(request.request().report()), days);
  }

  private static boolean isOfChannel(ChosenShard chosen, PendingRequest request) {
    return chosen.shard().channel().equals(request.channel());
  }

  private DateRange widened(DateRange days, ChosenShard chosen, PendingRequest request) {
    Shard shard = chosen.shard();
    ReportDefinition report = plan.planner().report(shard);
    if (!rule.appliesTo(report) || report.monetary() != request.shard.isMonetary()) {
      return days;
    }
    return days.span(shard.dates());
  }

  /** A request for totals that comes before a one-day request has a response. */
  void read(PendingRequest request, ReportResponse response) {
    gate.read(request, Objects.requireNonNull(request.totals()), response);
    request.readTotals(null);
    proceed(request);
  }

  /** It has failed, so all days of the channel are requested. */
  void fail(PendingRequest request) {
    gate.fail(request);
    request.readTotals(null);
    proceed(request);
  }

  /** Takes on the requests whose wait is over; returns whether there were any. */
  boolean takeReleased() {
    List<PendingRequest> released = gate.takeReleased();
    released.forEach(this::proceed);
    return !released.isEmpty();
  }
}
