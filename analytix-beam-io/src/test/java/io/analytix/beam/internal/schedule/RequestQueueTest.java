// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestQueueTest {
  private final RequestQueue queue = new RequestQueue();
  private final PendingRequest first = request();
  private final PendingRequest second = request();
  private final PendingRequest third = request();

  private static PendingRequest request() {
    return SchedulerParts.request(new ChannelRef("record", "UC", null, null), SchedulerParts.PLAIN);
  }

  private PendingRequest take(long now) {
    PendingRequest next = queue.peek(now);
    queue.remove(now);
    return next;
  }

  @Test
  void peek_newRequests_comeInTheirOrder() {
    queue.add(first);
    queue.add(second);

    assertThat(take(0)).isSameInstanceAs(first);
    assertThat(take(0)).isSameInstanceAs(second);
    assertThat(queue.peek(0)).isNull();
  }

  @Test
  void peek_retry_comesFirstOnceItIsDue() {
    queue.add(first);
    queue.retryAt(second, 100);

    assertThat(queue.peek(99)).isSameInstanceAs(first);
    assertThat(queue.peek(100)).isSameInstanceAs(second);
    assertThat(take(100)).isSameInstanceAs(second);
    assertThat(take(100)).isSameInstanceAs(first);
  }

  @Test
  void peek_retriesDueAtOnce_theOneThatWaitsLongestComesFirst() {
    queue.retryAt(first, 10);
    queue.retryAt(second, 10);
    assertThat(take(10)).isSameInstanceAs(first);
    queue.retryAt(first, 10);

    assertThat(take(10)).isSameInstanceAs(first);
    assertThat(take(10)).isSameInstanceAs(second);
  }

  @Test
  void untilDue_isThatOfTheNextRetry() {
    assertThat(queue.untilDue(5)).isEqualTo(Long.MAX_VALUE);
    queue.retryAt(first, 30);
    queue.retryAt(second, 20);

    assertThat(queue.untilDue(5)).isEqualTo(15);
  }

  @Test
  void backlog_countsRetriesLess() {
    queue.add(first);
    for (int i = 0; i < 7; i++) {
      queue.retryAt(request(), 100);
    }

    assertThat(queue.backlog()).isEqualTo(2);
  }

  @Test
  void removeAll_leavesTheOthers() {
    queue.add(first);
    queue.add(second);
    queue.retryAt(third, 10);

    queue.removeAll(List.of(first, third));

    assertThat(queue.waiting()).containsExactly(second);
    assertThat(take(10)).isSameInstanceAs(second);
  }
}
