// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.refresh.AccessToken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Asks {@code next} once a token; a failure is not kept. */
final class RememberingDirectory implements ChannelDirectory {
  private final ChannelDirectory next;
  private final Map<AccessToken, Optional<OwnChannel>> known = new ConcurrentHashMap<>();

  RememberingDirectory(ChannelDirectory next) {
    this.next = next;
  }

  @Override
  public CompletableFuture<Optional<OwnChannel>> ownChannel(AccessToken token) {
    Optional<OwnChannel> answer = known.get(token);
    return answer != null
        ? CompletableFuture.completedFuture(answer)
        : next.ownChannel(token)
            .thenApply(
                own -> {
                  known.put(token, own);
                  return own;
                });
  }
}
