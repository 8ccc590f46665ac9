// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.Grant;
import java.util.concurrent.CompletableFuture;

/** The source of one account's access tokens: a token record, or one given token. */
public interface AccessTokenProvider {
  /** Completes with the account's grant, or with why it has none. */
  CompletableFuture<Grant> get();

  /** The same after Google rejected {@code rejected}; may be that token again. */
  CompletableFuture<Grant> renew(AccessToken rejected);

  /** The access tokens of a token record. */
  static AccessTokenProvider ofRecord(AccessTokens tokens, String tokenRecord) {
    return new AccessTokenProvider() {
      @Override
      public CompletableFuture<Grant> get() {
        return tokens.get(tokenRecord);
      }

      @Override
      public CompletableFuture<Grant> renew(AccessToken rejected) {
        return tokens.renew(tokenRecord, rejected);
      }
    };
  }

  /** One access token, which cannot be refreshed. */
  static AccessTokenProvider of(AccessToken token) {
    Grant grant = new Grant(token, null, null, token.expiresAt(), null);
    return new AccessTokenProvider() {
      @Override
      public CompletableFuture<Grant> get() {
        return CompletableFuture.completedFuture(grant);
      }

      @Override
      public CompletableFuture<Grant> renew(AccessToken rejected) {
        return get();
      }
    };
  }
}
