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

/** Requests to be sent: in the order of the plan, after those that are due to be sent again. */
final class RequestQueue {
  private final Deque<PendingRequest> ready = new ArrayDeque<>();
  private final PriorityQueue<PendingRequest> again =
      new PriorityQueue<>(
          Comparator.comparingLong((PendingRequest asking) -> asking.due)
              .thenComparingLong(asking -> asking.order));
  private long count;

  void add(PendingRequest asking) {
    ready.add(asking);
  }

  /** Sends a request again at {@code due}, in nanoseconds of the lane's time. */
  void addAgain(PendingRequest asking, long due) {
    asking.due = due;
    asking.order = asking.order == 0 ? ++count : asking.order;
    again.add(asking);
  }

  /** The request whose turn it is, null if there is none now. */
  @Nullable PendingRequest peek(long now) {
    return isDue(now) ? again.peek() : ready.peek();
  }

  /** Takes the request that {@link #peek} showed. */
  void remove(long now) {
    if (isDue(now)) {
      again.remove();
    } else {
      ready.remove();
    }
  }

  /** Nanoseconds until a request will be due; {@link Long#MAX_VALUE} if none waits for its time. */
  long untilDue(long now) {
    PendingRequest first = again.peek();
    return first == null ? Long.MAX_VALUE : first.due - now;
  }

  /** How much there is to send; repetitions wait long, so they count for less. */
  int backlog() {
    return ready.size() + again.size() / 4;
  }

  /** All that wait here, in no order. */
  List<PendingRequest> waiting() {
    List<PendingRequest> all = new ArrayList<>(ready);
    all.addAll(again);
    return all;
  }

  /** Takes requests out, whatever their turn. */
  void removeAll(Collection<PendingRequest> askings) {
    Set<PendingRequest> gone = new HashSet<>(askings);
    ready.removeIf(gone::contains);
    again.removeIf(gone::contains);
  }

  private boolean isDue(long now) {
    return untilDue(now) <= 0;
  }
}
