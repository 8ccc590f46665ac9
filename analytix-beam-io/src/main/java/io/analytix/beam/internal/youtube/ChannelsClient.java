// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Identifies the channel of an access token. */
@FunctionalInterface
public interface ChannelsClient {
  /**
   * Completes with the channel of the token's account, empty if the account has none, or with an
   * {@link ApiException}. Costs one unit of the Data API's quota.
   */
  CompletableFuture<Optional<ChannelResource>> ownChannel(AccessToken token);
}
