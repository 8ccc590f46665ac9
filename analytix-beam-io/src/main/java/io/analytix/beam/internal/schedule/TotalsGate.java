// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ReportRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where one-day requests wait for the totals of the days of their channel, which decide whether
 * they are sent. A planned request for totals reads them; if there is none, the first of those that
 * wait reads them with a request of its own.
 */
final class TotalsGate {
  private final TotalsCache cache;
  private final Map<TotalsCache.Key, PendingRequest> readers = new HashMap<>();
  private final Map<TotalsCache.Key, List<PendingRequest>> waiting = new HashMap<>();
  private final List<PendingRequest> released = new ArrayList<>();

  /** What a one-day request does next. */
  enum Step {
    /** It waits here. */
    WAIT,
    /** It reads the totals. */
    READ,
    /** The totals are known. */
    DECIDE,
    /** The totals cannot be read. */
    SEND
  }

  TotalsGate(TotalsCache cache) {
    this.cache = cache;
  }

  private static TotalsCache.Key key(PendingRequest request) {
    return new TotalsCache.Key(request.channel(), request.shard.isMonetary());
  }

  /** A planned request for totals is begun: others wait for it. */
  void begun(PendingRequest request) {
    readers.putIfAbsent(key(request), request);
  }

  /** What a one-day request does next; if it waits, {@link #takeReleased} has it later. */
  Step next(PendingRequest request) {
    TotalsCache.Key key = key(request);
    DayTotals known = cache.get(key);
    if (known == DayTotals.UNREADABLE) {
      return Step.SEND;
    }
    if (known != null && known.cover(request.request().dates())) {
      return Step.DECIDE;
    }
    PendingRequest reader = readers.putIfAbsent(key, request);
    if (reader == null || reader.equals(request)) {
      return Step.READ;
    }
    waiting.computeIfAbsent(key, any -> new ArrayList<>()).add(request);
    return Step.WAIT;
  }

  /** The digest of the day of a request whose step is {@link Step#DECIDE}; 0 if it has none. */
  long totals(PendingRequest request) {
    DayTotals known = Objects.requireNonNull(cache.get(key(request)));
    return known.of(request.request().dates().last());
  }

  /** A request for totals has this response. */
  void read(PendingRequest request, ReportRequest totals, ReportResponse response) {
    TotalsCache.Key key = key(request);
    DayTotals known = cache.get(key);
    if (known == null || !known.cover(totals.dates())) {
      cache.put(key, new DayTotals(totals.report(), totals.dates(), response));
    }
    release(request);
  }

  /** Whether others wait for the totals that this request reads. */
  boolean isReader(PendingRequest request) {
    return request.equals(readers.get(key(request)));
  }

  /** A request has ended without a response. What is deferred may still be read. */
  void ended(PendingRequest request, Failure failure) {
    if (isReader(request)) {
      boolean isLater =
          failure.cause() == Cause.QUOTA_DAY || failure.equals(RequestHistory.INTERRUPTED);
      if (isLater) {
        release(request);
      } else {
        fail(request);
      }
    }
  }

  /** The totals of the channel of this request cannot be read. */
  void fail(PendingRequest request) {
    cache.put(key(request), DayTotals.UNREADABLE);
    release(request);
  }

  /** A request does not read the totals any more, without having read them. */
  void release(PendingRequest request) {
    TotalsCache.Key key = key(request);
    if (readers.remove(key, request)) {
      List<PendingRequest> next = waiting.remove(key);
      released.addAll(next == null ? List.of() : next);
    }
  }

  /** Takes the requests whose wait is over. */
  List<PendingRequest> takeReleased() {
    List<PendingRequest> all = List.copyOf(released);
    released.clear();
    return all;
  }

  /** For how many channels requests wait. */
  int backlog() {
    return waiting.size();
  }

  /** All requests that wait. */
  List<PendingRequest> waiting() {
    List<PendingRequest> all = new ArrayList<>(released);
    waiting.values().forEach(all::addAll);
    return all;
  }

  /** Removes requests that wait. */
  void removeAll(Collection<PendingRequest> requests) {
    released.removeAll(requests);
    waiting.values().forEach(some -> some.removeAll(requests));
    waiting.values().removeIf(List::isEmpty);
  }
}
