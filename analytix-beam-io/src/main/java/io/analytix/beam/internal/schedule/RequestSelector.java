// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.schedule.ChannelStates.ChannelState;
import io.analytix.beam.outcome.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queues of both APIs, and the next request that the rates and quotas allow. */
final class RequestSelector {
  private final WorkerState state;
  private final Quotas quotas;
  private final SchedulerClock clock;
  private final RequestQueue reports = new RequestQueue();
  private final RequestQueue listings = new RequestQueue();

  /**
   * A request that is next.
   *
   * @param failure why it must not be sent any more, usually null
   */
  record Selected(PendingRequest request, @Nullable Failure failure) {}

  RequestSelector(WorkerState state, Quotas quotas, SchedulerClock clock) {
    this.state = state;
    this.quotas = quotas;
    this.clock = clock;
  }

  /** Adds a request, in plan order if it was not sent yet. */
  void add(PendingRequest request, boolean isNew) {
    if (isNew) {
      queue(request).add(request);
    } else {
      retryAt(request, clock.nanos());
    }
  }

  /** Adds a request that may be sent at {@code nanos} of the clock. */
  void retryAt(PendingRequest request, long nanos) {
    queue(request).retryAt(request, nanos);
  }

  private RequestQueue queue(PendingRequest request) {
    return request.usesDataApi() ? listings : reports;
  }

  /**
   * Takes the next request, null if there is none that may be sent now. Once the run is stopped, no
   * request waits any longer: each is next, with its failure.
   */
  @Nullable Selected next() {
    Selected report = next(reports, quotas.reportPacer());
    return report == null ? next(listings, quotas.dataPacer()) : report;
  }

  private @Nullable Selected next(RequestQueue queue, RequestPacer pacer) {
    if (state.history().stopped() != null) {
      PendingRequest unsent = queue.pollAny();
      return unsent == null ? null : new Selected(unsent, knownFailure(unsent));
    }
    long now = clock.nanos();
    PendingRequest request = queue.peek(now);
    if (request == null) {
      return null;
    }
    Failure failure = knownFailure(request);
    if (failure == null && pacer.untilNext() > 0) {
      return null;
    }
    queue.remove(now);
    return new Selected(request, failure);
  }

  /** Why this must not be sent any more: something was learned since it was claimed. */
  private @Nullable Failure knownFailure(PendingRequest request) {
    ChannelState channel = state.channels().of(request.channel());
    if (channel.failure() != null) {
      return channel.failure();
    }
    Failure refusal = channel.refusal(request.shard.shard().report());
    if (refusal != null) {
      return refusal;
    }
    Failure stopped = state.history().stopped();
    if (stopped != null) {
      return stopped;
    }
    if (request.usesDataApi()) {
      Failure ofUploads = state.uploads().refusal(request.channel());
      return ofUploads != null || quotas.dataUnits().allows(false)
          ? ofUploads
          : quotas.dataUnits().exceeded();
    }
    return quotas.requests().allows(request.isReserved()) ? null : quotas.requests().exceeded();
  }

  /** Nanoseconds until there may be a next request without any response before. */
  long untilNext() {
    long now = clock.nanos();
    return Math.min(
        untilNext(reports, quotas.reportPacer(), now),
        untilNext(listings, quotas.dataPacer(), now));
  }

  private static long untilNext(RequestQueue queue, RequestPacer pacer, long now) {
    return queue.peek(now) == null ? queue.untilDue(now) : pacer.untilNext();
  }

  /** Whether a report request waits for the rate alone. */
  boolean isPaced() {
    return reports.peek(clock.nanos()) != null;
  }

  /** How much there is to send. */
  int backlog() {
    return reports.backlog() + listings.backlog();
  }

  /** All report requests here, in no order. */
  List<PendingRequest> waitingReports() {
    return reports.waiting();
  }

  /** Removes report requests. */
  void removeReports(List<PendingRequest> requests) {
    reports.removeAll(requests);
  }
}
