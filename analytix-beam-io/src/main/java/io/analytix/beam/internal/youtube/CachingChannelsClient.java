// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.refresh.AccessToken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Caches the responses of {@code next} per access token; failures are not cached. */
public final class CachingChannelsClient implements ChannelsClient {
  private final ChannelsClient next;
  private final Map<AccessToken, Optional<ChannelResource>> channels = new ConcurrentHashMap<>();

  public CachingChannelsClient(ChannelsClient next) {
    this.next = next;
  }

  @Override
  public CompletableFuture<Optional<ChannelResource>> ownChannel(AccessToken token) {
    Optional<ChannelResource> cached = channels.get(token);
    return cached != null
        ? CompletableFuture.completedFuture(cached)
        : next.ownChannel(token)
            .thenApply(
                own -> {
                  channels.put(token, own);
                  return own;
                });
  }
}
