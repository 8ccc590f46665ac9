// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
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
 * Authorises channels with the least work, in the role of analytix's {@code Client.authorise}: a
 * stored access token that is still good is kept, else refreshed; only when that does not help, or
 * does not cover the scopes, a person is asked.
 */
public final class Authoriser {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final TokenStore store;
  private final TokenRefresher refresher;
  private final TokenInspector inspector;
  private final ConsentFlow flow;
  private final ConsentRegistrar desk;
  private final Clock clock;

  private Authoriser(
      ClientSecrets client, TokenStore store, Endpoints endpoints, HttpClient http, Clock clock) {
    this.store = store;
    this.refresher = new OAuthTokenRefresher(client, http, clock);
    this.inspector = new TokenInspector(client, http, clock);
    this.flow =
        new ConsentFlow(
            client, new AuthorizationCodeExchange(http, new IdTokens(client, http, clock), clock));
    this.desk = new ConsentRegistrar(store, new HttpChannelsClient(endpoints, http), clock);
    this.clock = clock;
  }

  /**
   * An authoriser into {@code store}; the Data API of {@code endpoints} tells whose channel it is.
   */
  public static Authoriser of(
      ClientSecrets client, TokenStore store, Endpoints endpoints, Clock clock) {
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    return new Authoriser(client, store, endpoints, http, clock);
  }

  /**
   * Authorises one channel, and waits for it.
   *
   * @param prompt is shown the address of Google's consent page, if a person has to be asked
   * @throws ConsentException if the channel is not authorised; nothing was saved then
   * @throws TokenRecordException if the stored record cannot be read and {@code force} is not said
   * @throws IOException if the token store did not answer
   * @throws IllegalArgumentException if the client has no redirect address on this machine
   */
  public AuthorisedChannel authorise(AuthoriseRequest request, ConsentPrompt prompt)
      throws ConsentException, TokenRecordException, IOException, InterruptedException {
    @Nullable TokenRecord stored = request.force() ? null : stored(request.record());
    if (stored != null) {
      Optional<AuthorisedChannel> good = withStored(request, stored);
      if (good.isPresent()) {
        return good.get();
      }
    }
    return flow.ask(request, prompt, consent -> desk.accept(request, consent));
  }

  private @Nullable TokenRecord stored(@Nullable String name)
      throws TokenRecordException, IOException {
    return name != null && store.contains(name) ? store.read(name) : null;
  }

  private Optional<AuthorisedChannel> withStored(AuthoriseRequest request, TokenRecord stored)
      throws ConsentException, IOException, TokenRecordException, InterruptedException {
    boolean silent = stored.scopes().isEmpty();
    if (!silent && !request.scopes().areCoveredBy(stored.scopes())) {
      return Optional.empty();
    }
    if (!silent && !request.forceRefresh() && isGood(stored.accessToken())) {
      return Optional.of(authorised(request, Means.STORED, stored));
    }
    Optional<TokenRecord> refreshed = refresh(stored);
    if (refreshed.filter(one -> request.scopes().areCoveredBy(one.scopes())).isEmpty()) {
      return Optional.empty();
    }
    boolean unused = store.replace(name(request), stored, refreshed.get());
    return Optional.of(authorised(request, Means.REFRESHED, refreshed.get()));
  }

  /** Only a look: where Google does not answer, the refresh tells more. */
  private boolean isGood(@Nullable Secret accessToken) throws InterruptedException {
    try {
      return accessToken != null && inspector.tokenIsValid(accessToken);
    } catch (IOException e) {
      return false;
    }
  }

  /** The record with new tokens, empty if its refresh token is dead. */
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
    throw new IllegalStateException("a refresh broke off", failed);
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
