// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells whose channel an access token speaks for. */
@FunctionalInterface
public interface ChannelsClient {
  /**
   * Completes with the token's own channel, empty if its account has none, or with a {@link
   * ApiException}. Costs one unit of the Data API's quota.
   */
  CompletableFuture<Optional<ChannelResource>> ownChannel(AccessToken token);
}
