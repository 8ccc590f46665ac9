// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.http.HttpProxy;
import io.analytix.beam.internal.youtube.HttpChannelsClient;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.refresh.OAuthTokenRefresher;
import io.analytix.beam.refresh.RefreshException;
import io.analytix.beam.refresh.RefreshedTokens;
import io.analytix.beam.refresh.TokenRefresher;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Authorises channels, like analytix's {@code Client.authorise}: keeps a stored access token that
 * is still valid, else refreshes it. It requests consent only if the refresh token is revoked or
 * the stored consent does not cover the scopes.
 */
public final class Authoriser {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final TokenStore store;
  private final TokenRefresher refresher;
  private final TokenInspector inspector;
  private final ConsentFlow flow;
  private final ConsentRegistrar registrar;
  private final Clock clock;

  private Authoriser(
      ClientSecrets client, TokenStore store, Endpoints endpoints, HttpClient http, Clock clock) {
    this.store = store;
    this.refresher = new OAuthTokenRefresher(client, http, clock);
    this.inspector = new TokenInspector(client, http, clock);
    this.flow =
        new ConsentFlow(
            client, new AuthorizationCodeExchange(http, new IdTokens(client, http, clock), clock));
    this.registrar = new ConsentRegistrar(store, new HttpChannelsClient(endpoints, http), clock);
    this.clock = clock;
  }

  /**
   * Returns an authoriser that saves records to {@code store} and identifies channels with the Data
   * API of {@code endpoints}.
   */
  public static Authoriser of(
      ClientSecrets client, TokenStore store, Endpoints endpoints, Clock clock) {
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    return new Authoriser(client, store, endpoints, HttpProxy.signIn(http), clock);
  }

  /**
   * Authorises one channel. Blocks until it is done.
   *
   * @param prompt receives the address of Google's consent page, if consent is needed
   * @throws ConsentException if the channel is not authorised; then nothing was saved
   * @throws TokenRecordException if the stored record is not valid and {@code force} is not set
   * @throws IOException if the token store did not respond
   * @throws IllegalArgumentException if the client has no redirect address on this machine
   */
  public AuthorisedChannel authorise(AuthoriseRequest request, ConsentPrompt prompt)
      throws ConsentException, TokenRecordException, IOException, InterruptedException {
    @Nullable TokenRecord stored = request.force() ? null : stored(request.record());
    if (stored != null) {
      Optional<AuthorisedChannel> known = withStored(request, stored);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return flow.request(request, prompt, consent -> registrar.accept(request, consent));
  }

  private @Nullable TokenRecord stored(@Nullable String name)
      throws TokenRecordException, IOException {
    return name != null && store.contains(name) ? store.read(name) : null;
  }

  private Optional<AuthorisedChannel> withStored(AuthoriseRequest request, TokenRecord stored)
      throws ConsentException, IOException, TokenRecordException, InterruptedException {
    boolean scopesUnknown = stored.scopes().isEmpty();
    if (!scopesUnknown && !request.scopes().areCoveredBy(stored.scopes())) {
      return Optional.empty();
    }
    if (!scopesUnknown && !request.forceRefresh() && isGood(stored.accessToken())) {
      return Optional.of(authorised(request, Means.STORED, stored));
    }
    Optional<TokenRecord> refreshed = refresh(stored);
    if (refreshed.filter(record -> request.scopes().areCoveredBy(record.scopes())).isEmpty()) {
      return Optional.empty();
    }
    boolean unused = store.replace(name(request), stored, refreshed.get());
    return Optional.of(authorised(request, Means.REFRESHED, refreshed.get()));
  }

  /**
   * Whether the token is valid; false if tokeninfo does not respond, because the refresh reports
   * the cause.
   */
  private boolean isGood(@Nullable Secret accessToken) throws InterruptedException {
    try {
      return accessToken != null && inspector.tokenIsValid(accessToken);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the record with new tokens, empty if its refresh token is revoked. */
  private Optional<TokenRecord> refresh(TokenRecord stored) throws ConsentException {
    try {
      RefreshedTokens tokens = refresher.refresh(stored).join();
      TokenRecord merged =
          stored.withAccessToken(
              tokens.accessToken().value(),
              Duration.between(clock.instant(), tokens.accessToken().expiresAt()),
              tokens.accessToken().scopes());
      @Nullable Secret renewed = tokens.refreshToken();
      return Optional.of(renewed == null ? merged : merged.withRefreshToken(renewed));
    } catch (CompletionException e) {
      return refused(e.getCause());
    }
  }

  private static Optional<TokenRecord> refused(@Nullable Throwable failed) throws ConsentException {
    if (failed instanceof RefreshException.Refused refused
        && refused.failure().cause() == Cause.TOKEN_REVOKED) {
      return Optional.empty();
    }
    if (failed instanceof RefreshException.Unavailable later) {
      throw new ConsentException.Unavailable(later.failure().message(), later.failure().remedy());
    }
    if (failed instanceof RefreshException refusal) {
      throw new ConsentException.Refused(refusal.failure().message(), refusal.failure().remedy());
    }
    throw new IllegalStateException("a refresh failed unexpectedly", failed);
  }

  private static AuthorisedChannel authorised(
      AuthoriseRequest request, Means by, TokenRecord record) {
    return new AuthorisedChannel(name(request), by, record.channelId(), null, record.scopes());
  }

  private static String name(AuthoriseRequest request) {
    String name = request.record();
    if (name == null) {
      throw new IllegalStateException("a stored record has a name");
    }
    return name;
  }
}
