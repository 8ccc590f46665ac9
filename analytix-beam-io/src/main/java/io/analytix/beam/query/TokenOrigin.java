// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.AccessTokenProvider;
import io.analytix.beam.internal.youtube.HttpTransport;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** The source of a client's access tokens. */
sealed interface TokenOrigin {
  /** The account, its access tokens, and the action that closes their store. */
  record Opened(QueryAccount account, AccessTokenProvider tokens, Runnable closing) {}

  Opened open(HttpTransport transport, Clock clock) throws IOException, AnalytixException;

  /** A record in a store. */
  record OfRecord(TokenStore.Factory stores, ClientSecretsSource client, String name)
      implements TokenOrigin {
    @Override
    public Opened open(HttpTransport transport, Clock clock) throws IOException, AnalytixException {
      OAuthTokenRefresher refresher =
          new OAuthTokenRefresher(client.read(), transport.http(), clock);
      TokenStore store = stores.open();
      try {
        QueryAccount account = QueryAccount.of(name, store.read(name));
        AccessTokens tokens = new AccessTokens(store, refresher, clock, transport.threads());
        return new Opened(account, AccessTokenProvider.ofRecord(tokens, name), store::close);
      } catch (TokenRecordException e) {
        store.close();
        throw AnalytixException.of(
            Failure.of(Cause.RECORD_INVALID, "record '" + name + "': " + e.getMessage()));
      } catch (IOException e) {
        store.close();
        throw e;
      }
    }
  }

  /** An access token that cannot be refreshed here. */
  record OfAccessToken(Secret token) implements TokenOrigin {
    @Override
    public Opened open(HttpTransport transport, Clock clock) {
      AccessToken access = new AccessToken(token, Instant.MAX, Set.of());
      return new Opened(new QueryAccount(null, null), AccessTokenProvider.of(access), () -> {});
    }
  }
}
