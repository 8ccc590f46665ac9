// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Caches the responses of {@code next} per access token, and a refusal of the project: it is the
 * same for every account. Other failures are not cached.
 */
public final class CachingChannelsClient implements ChannelsClient {
  private final ChannelsClient next;
  private final Map<AccessToken, Optional<ChannelResource>> channels = new ConcurrentHashMap<>();
  private final AtomicReference<ApiException.@Nullable ClientRefused> refusal =
      new AtomicReference<>();

  public CachingChannelsClient(ChannelsClient next) {
    this.next = next;
  }

  @Override
  public CompletableFuture<Optional<ChannelResource>> ownChannel(AccessToken token) {
    Optional<ChannelResource> cached = channels.get(token);
    if (cached != null) {
      return CompletableFuture.completedFuture(cached);
    }
    ApiException refused = refusal.get();
    if (refused != null) {
      return CompletableFuture.failedFuture(refused);
    }
    CompletableFuture<Optional<ChannelResource>> call = next.ownChannel(token);
    CompletableFuture<Optional<ChannelResource>> unused =
        call.whenComplete(
            (own, failed) -> {
              if (failed == null) {
                channels.put(token, own);
              } else if (BoundedHttp.cause(failed) instanceof ApiException.ClientRefused client) {
                refusal.set(client);
              }
            });
    // The call itself, so that cancelling it cancels the request.
    return call;
  }
}
