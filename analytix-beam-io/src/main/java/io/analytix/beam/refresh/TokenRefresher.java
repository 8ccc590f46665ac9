// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import io.analytix.beam.channel.TokenRecord;
import java.util.concurrent.CompletableFuture;

/** Exchanges a refresh token for an access token. Sends one request; the caller retries. */
@FunctionalInterface
public interface TokenRefresher {
  /** Completes with new tokens, or with a {@link RefreshException}. */
  CompletableFuture<RefreshedTokens> refresh(TokenRecord record);
}
