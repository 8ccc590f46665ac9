// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.refresh.AccessToken;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells whose channel an access token speaks for. */
@FunctionalInterface
public interface ChannelDirectory {
  /**
   * Completes with the token's own channel, empty if its account has none, or with a {@link
   * FetchException}. Costs one unit of the Data API's quota.
   */
  CompletableFuture<Optional<OwnChannel>> ownChannel(AccessToken token);
}
