// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of this worker: one refresh a record at a time, and a new one only a margin
 * before the old one expires. A refresh token that Google renews is saved before it is used.
 */
public final class AccessTokens {
  /** As Google's own libraries do: an access token is not used in its last minutes. */
  private static final Duration MARGIN = Duration.ofMinutes(4);

  private final TokenStore store;
  private final TokenRefresher refresher;
  private final Clock clock;
  private final Executor blocking;
  private final AsyncCache<String, Grant> grants;

  /**
   * The access tokens of the records in {@code store}.
   *
   * @param blocking where the store's calls wait
   */
  public AccessTokens(TokenStore store, TokenRefresher refresher, Clock clock, Executor blocking) {
    this.store = store;
    this.refresher = refresher;
    this.clock = clock;
    this.blocking = blocking;
    this.grants =
        Caffeine.newBuilder()
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.<String, Grant>creating((name, grant) -> usable(grant.token())))
            .executor(Runnable::run)
            .buildAsync();
  }

  /** Completes with a token that has a while to live, or with a {@link RefreshException}. */
  public CompletableFuture<Grant> get(String tokenRecord) {
    return grants.get(tokenRecord, (name, executor) -> refresh(name));
  }

  /** The same after Google refused {@code rejected}: only its first caller causes a refresh. */
  public CompletableFuture<Grant> renew(String tokenRecord, AccessToken rejected) {
    grants
        .asMap()
        .computeIfPresent(tokenRecord, (name, grant) -> holds(grant, rejected) ? null : grant);
    return get(tokenRecord);
  }

  private static boolean holds(CompletableFuture<Grant> grant, AccessToken token) {
    return grant.isDone()
        && !grant.isCompletedExceptionally()
        && grant.join().token().equals(token);
  }

  private Duration usable(AccessToken token) {
    Duration left = Duration.between(clock.instant(), token.expiresAt());
    Duration margin = left.compareTo(MARGIN.multipliedBy(2)) < 0 ? left.dividedBy(2) : MARGIN;
    return left.minus(margin);
  }

  private CompletableFuture<Grant> refresh(String name) {
    return CompletableFuture.supplyAsync(() -> read(name), blocking)
        .thenCompose(
            record ->
                refresher
                    .refresh(record)
                    .thenApplyAsync(tokens -> save(name, record, tokens), blocking));
  }

  private TokenRecord read(String name) {
    try {
      return store.read(name);
    } catch (TokenRecordException e) {
      throw new CompletionException(
          new RefreshException.Refused(
              Failure.of(Cause.RECORD_INVALID, String.valueOf(e.getMessage()))));
    } catch (IOException e) {
      throw new CompletionException(
          new RefreshException.Unavailable(
              Failure.of(Cause.INTERNAL, "the token record cannot be read: " + e.getMessage())));
    }
  }

  private Grant save(String name, TokenRecord record, RefreshedTokens tokens) {
    Secret renewed = tokens.refreshToken();
    String warning = renewed == null ? null : writeBack(name, record, renewed);
    AccessToken token = tokens.accessToken();
    return new Grant(token, record.channelId(), clock.instant().plus(usable(token)), warning);
  }

  private @Nullable String writeBack(String name, TokenRecord record, Secret renewed) {
    try {
      store.replace(name, record, record.withRefreshToken(renewed));
      return null;
    } catch (IOException | TokenRecordException e) {
      return "Google renewed the refresh token, but the store did not save it ("
          + e.getClass().getSimpleName()
          + "): allow the job to write the token record, or the next run may be refused";
    }
  }
}
