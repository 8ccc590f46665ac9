// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.refresh.AccessToken;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets each call wait for its slot, repetitions included, so that no sliding minute holds more than
 * the quota; counts what is sent. For one thread.
 */
public final class PacedGroupClient implements GroupClient {
  private final GroupClient next;
  private final Pacer pacer;
  private final LaneTime time;
  private int sent;

  /** A client that sends at most so many calls in any 60 seconds. */
  public PacedGroupClient(GroupClient next, int perMinute, LaneTime time) {
    this.next = next;
    this.pacer = new Pacer(perMinute, time.now(), time);
    this.time = time;
  }

  /** How many calls were sent so far. */
  public int sent() {
    return sent;
  }

  @Override
  public CompletableFuture<GroupPage> groups(
      Collection<String> ids,
      @Nullable String pageToken,
      @Nullable String contentOwner,
      AccessToken token) {
    return paced(() -> next.groups(ids, pageToken, contentOwner, token));
  }

  @Override
  public CompletableFuture<List<GroupItem>> items(
      String groupId, @Nullable String contentOwner, AccessToken token) {
    return paced(() -> next.items(groupId, contentOwner, token));
  }

  private <T> CompletableFuture<T> paced(Supplier<CompletableFuture<T>> call) {
    try {
      Runnable unused = time.await(new LinkedBlockingQueue<>(), pacer.untilNext());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(e);
    }
    Pacer.Sent unused = pacer.use();
    sent++;
    return call.get();
  }
}
