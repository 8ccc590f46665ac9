// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.id.State;
import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.http.BoundedHttp;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Authorises channels, like analytix's {@code Client.authorise}: keeps a stored access token that
 * is still valid, else refreshes it. It requests consent only if the refresh token is revoked or
 * the stored consent does not cover the scopes.
 */
public final class Authoriser {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The causes of a refused refresh that a new consent removes. */
  private static final Set<Cause> NEEDS_CONSENT = Set.of(Cause.TOKEN_REVOKED, Cause.RECORD_INVALID);

  /** A port that is rarely in use: nothing should respond there on the owner's machine. */
  private static final int LINK_PORT = 47813;

  /** A name of the form that records without a given name get. */
  private static final String ANY_CHANNEL_ID = "UC" + "0".repeat(22);

  private final TokenStore store;
  private final TokenRefresher refresher;
  private final TokenInspector inspector;
  private final ClientSecrets client;
  private final AuthorizationCodeExchange exchange;
  private final ConsentFlow flow;
  private final ConsentRegistrar registrar;
  private final Clock clock;

  private Authoriser(
      ClientSecrets client, TokenStore store, Endpoints endpoints, HttpClient http, Clock clock) {
    this.store = store;
    this.refresher = new OAuthTokenRefresher(client, http, clock);
    this.inspector = new TokenInspector(client, http, clock);
    this.client = client;
    this.exchange = new AuthorizationCodeExchange(http, new IdTokens(client, http, clock), clock);
    this.flow = new ConsentFlow(client, exchange);
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
   * @throws IllegalArgumentException if the client has no redirect address on this machine, or the
   *     store cannot save a record of this name
   */
  public AuthorisedChannel authorise(AuthoriseRequest request, ConsentPrompt prompt)
      throws ConsentException, TokenRecordException, IOException, InterruptedException {
    Optional<AuthorisedChannel> known = authoriseStored(request);
    return known.isPresent()
        ? known.get()
        : flow.request(request, prompt, consent -> registrar.accept(request, consent));
  }

  /**
   * Authorises one channel if that needs no person: with the stored access token, or by a refresh.
   *
   * @return empty if consent is needed
   * @throws ConsentException if Google did not respond, or refuses the client or the account
   * @throws TokenRecordException if the stored record is not valid and {@code force} is not set
   * @throws IOException if the token store did not respond
   * @throws IllegalArgumentException if the store cannot save a record of this name
   */
  public Optional<AuthorisedChannel> authoriseStored(AuthoriseRequest request)
      throws ConsentException, TokenRecordException, IOException, InterruptedException {
    checkSavable(request.record());
    @Nullable TokenRecord stored = request.force() ? null : stored(request.record());
    return stored == null ? Optional.empty() : withStored(request, stored);
  }

  /**
   * Makes a link to Google's consent page, for a channel's owner on another machine. After the
   * consent, the owner's browser cannot open the address that Google redirects it to: the owner
   * sends this address back, for {@link #answer}. A pending link for the same record and settings
   * is returned again, unless {@code force} is set.
   *
   * @param pending keeps the request until its response
   * @throws IOException if the request cannot be saved
   * @throws IllegalArgumentException if the client has no redirect address on this machine
   */
  public PendingConsent link(AuthoriseRequest request, PendingConsents pending) throws IOException {
    RedirectUri redirect = RedirectUri.of(client, request.port());
    PendingAuthorization authorization =
        PendingAuthorization.of(
            client,
            redirect.at(redirect.port() == 0 ? LINK_PORT : redirect.port()),
            request.scopes(),
            new State());
    if (!request.force() && request.record() != null) {
      for (StoredAuthorization stored : pending.unexpired(request.record())) {
        if (stored.isFor(authorization, request)) {
          return stored.consent();
        }
      }
    }
    return pending.save(authorization, request);
  }

  /**
   * Completes the consent of a link. If it fails, the link stays valid and the owner can open it
   * again; if it succeeds, the link is used up.
   *
   * @param address the address that Google redirected the owner's browser to
   * @throws ConsentException if the channel is not authorised; then nothing was saved
   * @throws IOException if the pending consents cannot be read
   */
  public AuthorisedChannel answer(String address, PendingConsents pending)
      throws ConsentException, IOException, InterruptedException {
    Map<String, String> response = RedirectAddress.parameters(address);
    StoredAuthorization stored =
        pending
            .find(response)
            .orElseThrow(
                () ->
                    new ConsentException.Forged(
                        "no link waits for this answer: it was answered already, was replaced by a"
                            + " newer link, or was made for other token records",
                        "Copy the whole address, or let the owner open the newest link."));
    if (pending.isExpired(stored)) {
      throw new ConsentException.NoAnswer(
          "the link has expired at " + stored.consent().expiresAt(),
          "Make a new link and send it to the owner.");
    }
    if (!stored.clientId().equals(client.clientId())) {
      throw new ConsentException.Refused(
          "the link was made with OAuth client " + stored.clientId(),
          "Use its client secrets file, or make a new link.");
    }
    PendingAuthorization authorization = stored.authorization(client);
    Consent consent = exchange.exchange(authorization, authorization.code(response));
    AuthorisedChannel done = registrar.acceptUnattended(stored.request(), consent);
    pending.remove(stored);
    return done;
  }

  /** Before anybody consents: a consent that cannot be saved is lost. */
  private void checkSavable(@Nullable String record) throws ConsentException {
    try {
      store.checkSavable(record == null ? ANY_CHANNEL_ID : record);
    } catch (TokenRecordException e) {
      throw new IllegalArgumentException(
          "record '" + PrintableText.of(String.valueOf(record)) + "': " + e.getMessage());
    } catch (IOException e) {
      throw new ConsentException.NotSaved(String.valueOf(e.getMessage()));
    }
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
      RefreshedTokens tokens = refreshed(stored).join();
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

  /** Refreshes, and once more if the connection broke. */
  private CompletableFuture<RefreshedTokens> refreshed(TokenRecord stored) {
    return refresher
        .refresh(stored)
        .exceptionallyCompose(
            failed ->
                BoundedHttp.cause(failed) instanceof RefreshException e
                        && e.failure().cause() == Cause.NETWORK
                    ? refresher.refresh(stored)
                    : CompletableFuture.failedFuture(BoundedHttp.cause(failed)));
  }

  private static Optional<TokenRecord> refused(@Nullable Throwable failed) throws ConsentException {
    if (failed instanceof RefreshException.Refused refused
        && NEEDS_CONSENT.contains(refused.failure().cause())) {
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
    return new AuthorisedChannel(
        name(request),
        by,
        record.channelId(),
        record.contentOwner() == null ? record.channelTitle() : null,
        record.scopes());
  }

  private static String name(AuthoriseRequest request) {
    String name = request.record();
    if (name == null) {
      throw new IllegalStateException("a stored record has a name");
    }
    return name;
  }
}
