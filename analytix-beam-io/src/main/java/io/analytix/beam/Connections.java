// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.fetch.ChannelDirectory;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.HttpChannelDirectory;
import io.analytix.beam.fetch.Transport;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;

/** This process's ways to the token store and to Google, and the access tokens it holds. */
record Connections(
    TokenStore store, Transport transport, AccessTokens tokens, ChannelDirectory directory)
    implements AutoCloseable {

  /**
   * Opens the store and reads the client; nothing is sent yet.
   *
   * @param clock tells when an access token expires
   * @throws IOException if the client cannot be read
   */
  static Connections open(
      TokenStore.Factory stores, ClientSecretsSource client, Endpoints endpoints, Clock clock)
      throws IOException {
    TokenStore store = stores.open();
    Transport transport = Transport.open();
    HttpClient http = transport.http();
    try {
      AccessTokens tokens =
          new AccessTokens(
              store,
              new OAuthTokenRefresher(client.read(), http, clock),
              clock,
              transport.threads());
      return new Connections(store, transport, tokens, new HttpChannelDirectory(endpoints, http));
    } catch (IOException e) {
      store.close();
      transport.close();
      throw e;
    }
  }

  @Override
  public void close() {
    store.close();
    transport.close();
  }

  /** What sends. */
  HttpClient http() {
    return transport.http();
  }
}
