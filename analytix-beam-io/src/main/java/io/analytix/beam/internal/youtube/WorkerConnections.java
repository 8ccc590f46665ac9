// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;

/** The connections of this process to the token store and to Google, and its access tokens. */
public record WorkerConnections(
    TokenStore store, HttpTransport transport, AccessTokens tokens, ChannelsClient channels)
    implements AutoCloseable {

  /**
   * Opens the store and reads the client. Sends no request yet.
   *
   * @param clock determines the expiry of access tokens
   * @throws IOException if the client cannot be read
   */
  public static WorkerConnections open(
      TokenStore.Factory stores, ClientSecretsSource client, Endpoints endpoints, Clock clock)
      throws IOException {
    TokenStore store = stores.open();
    HttpTransport transport = HttpTransport.open();
    HttpClient http = transport.http();
    try {
      AccessTokens tokens =
          new AccessTokens(
              store,
              new OAuthTokenRefresher(client.read(), http, clock),
              clock,
              transport.threads());
      return new WorkerConnections(
          store,
          transport,
          tokens,
          new CachingChannelsClient(new HttpChannelsClient(endpoints, http)));
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

  /** Creates a client that lists uploads. */
  public UploadsClient uploads(Endpoints endpoints, RetryPolicy retries) {
    return new HttpUploadsClient(endpoints, http(), retries);
  }

  /** The HTTP client that sends all requests. */
  public HttpClient http() {
    return transport.http();
  }
}
