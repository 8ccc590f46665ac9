// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.Grant;
import java.util.concurrent.CompletableFuture;

/** Where the access token of one account comes from: a token record, or somebody who has one. */
public interface AccessTokenProvider {
  /** Completes with what the account allows now, or with why it allows nothing. */
  CompletableFuture<Grant> get();

  /** The same after Google refused {@code rejected}; may be that token again. */
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

  /** One access token, which nobody can renew. */
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
