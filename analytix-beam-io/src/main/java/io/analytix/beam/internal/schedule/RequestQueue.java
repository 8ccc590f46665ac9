// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that wait to be sent: retries that are due first, then new ones in plan order. */
final class RequestQueue {
  private final Deque<PendingRequest> ready = new ArrayDeque<>();
  private final PriorityQueue<PendingRequest> retries =
      new PriorityQueue<>(
          Comparator.comparingLong(PendingRequest::retryNanos)
              .thenComparingLong(PendingRequest::retryOrder));
  private long count;

  void add(PendingRequest request) {
    ready.add(request);
  }

  /** Adds a request that may be sent again at {@code nanos} of the clock. */
  void retryAt(PendingRequest request, long nanos) {
    request.retryAt(nanos, ++count);
    retries.add(request);
  }

  /** The request that is next, null if there is none now. */
  @Nullable PendingRequest peek(long now) {
    return isRetryDue(now) ? retries.peek() : ready.peek();
  }

  /** Removes the request that {@link #peek} returned. */
  void remove(long now) {
    if (isRetryDue(now)) {
      retries.remove();
    } else {
      ready.remove();
    }
  }

  /** Takes any request, due or not; null if there is none. */
  @Nullable PendingRequest pollAny() {
    PendingRequest retry = retries.poll();
    return retry == null ? ready.poll() : retry;
  }

  /** Nanoseconds until a retry is due; {@link Long#MAX_VALUE} if there is none. */
  long untilDue(long now) {
    PendingRequest first = retries.peek();
    return first == null ? Long.MAX_VALUE : first.retryNanos() - now;
  }

  /** How much there is to send; retries wait long, so they count less. */
  int backlog() {
    return ready.size() + retries.size() / 4;
  }

  /** All requests here, in no order. */
  List<PendingRequest> waiting() {
    List<PendingRequest> all = new ArrayList<>(ready);
    all.addAll(retries);
    return all;
  }

  void removeAll(Collection<PendingRequest> requests) {
    Set<PendingRequest> removed = new HashSet<>(requests);
    ready.removeIf(removed::contains);
    retries.removeIf(removed::contains);
  }

  private boolean isRetryDue(long now) {
    return untilDue(now) <= 0;
  }
}
