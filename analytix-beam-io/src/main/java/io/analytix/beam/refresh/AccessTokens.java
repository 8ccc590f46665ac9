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
import io.analytix.beam.channel.TokenStoreDeniedException;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of this worker. At most one refresh per record runs at a time, and a token is
 * refreshed only shortly before it expires. A refresh token that Google rotates is saved before it
 * is used.
 */
public final class AccessTokens {
  /** Like Google's own libraries, an access token is not used in its last four minutes. */
  private static final Duration MARGIN = Duration.ofMinutes(4);

  private final TokenStore store;
  private final TokenRefresher refresher;
  private final Clock clock;
  private final Executor blocking;
  private final AsyncCache<String, Attempt> attempts;

  /**
   * A completed refresh, successful or failed. A failure is kept as a value, because the cache
   * would log a failed load with its stack trace, once for each revoked channel.
   */
  private record Attempt(@Nullable Grant grant, @Nullable Throwable failed) {}

  /**
   * Creates a cache of the access tokens of the records in {@code store}.
   *
   * @param blocking runs the calls of the store, which block
   */
  public AccessTokens(TokenStore store, TokenRefresher refresher, Clock clock, Executor blocking) {
    this.store = store;
    this.refresher = refresher;
    this.clock = clock;
    this.blocking = blocking;
    this.attempts =
        Caffeine.newBuilder()
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.<String, Attempt>creating((name, attempt) -> lifetime(attempt)))
            .executor(Runnable::run)
            .buildAsync();
  }

  /**
   * Completes with a token that is usable until a margin before its expiry, or with a {@link
   * RefreshException}.
   */
  public CompletableFuture<Grant> get(String tokenRecord) {
    return attempts
        .get(tokenRecord, (name, executor) -> refresh(name).handle(Attempt::new))
        .thenCompose(AccessTokens::result);
  }

  /**
   * Like {@link #get}, after Google rejected the token {@code rejected}: only the first caller with
   * this token causes a refresh.
   */
  public CompletableFuture<Grant> renew(String tokenRecord, AccessToken rejected) {
    attempts
        .asMap()
        .computeIfPresent(
            tokenRecord, (name, attempt) -> holds(attempt, rejected) ? null : attempt);
    return get(tokenRecord);
  }

  private static CompletableFuture<Grant> result(Attempt attempt) {
    Grant grant = attempt.grant();
    return grant == null
        ? CompletableFuture.failedFuture(Objects.requireNonNull(attempt.failed()))
        : CompletableFuture.completedFuture(grant);
  }

  private static boolean holds(CompletableFuture<Attempt> attempt, AccessToken token) {
    Attempt ended = attempt.getNow(new Attempt(null, null));
    return ended.grant() != null && ended.grant().token().equals(token);
  }

  private Duration lifetime(Attempt attempt) {
    return attempt.grant() == null ? Duration.ZERO : usable(attempt.grant().token());
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
                refreshed(record).thenApplyAsync(tokens -> save(name, record, tokens), blocking));
  }

  private CompletableFuture<RefreshedTokens> refreshed(TokenRecord record) {
    try {
      return refresher.refresh(record);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(invalid(TokenRecordException.unexpected(e)));
    }
  }

  private static RefreshException invalid(String problem) {
    return new RefreshException.Refused(Failure.of(Cause.RECORD_INVALID, problem));
  }

  private TokenRecord read(String name) {
    try {
      return store.read(name);
    } catch (TokenRecordException e) {
      throw new CompletionException(invalid(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new CompletionException(
          new RefreshException.Unavailable(
              new Failure(
                  Cause.INTERNAL,
                  "the token record cannot be read: " + e.getMessage(),
                  "Check the store of the token records as the message says, then run again.",
                  null,
                  null)));
    } catch (RuntimeException e) {
      throw new CompletionException(invalid(TokenRecordException.unexpected(e)));
    }
  }

  private Grant save(String name, TokenRecord record, RefreshedTokens tokens) {
    Secret renewed = tokens.refreshToken();
    String unsaved = renewed == null ? null : writeBack(name, record, renewed);
    if (renewed == null) {
      reportSuccess(name);
    }
    AccessToken token = tokens.accessToken();
    return new Grant(
        token,
        record.channelId(),
        record.contentOwner(),
        clock.instant().plus(usable(token)),
        unsaved);
  }

  private @Nullable String writeBack(String name, TokenRecord record, Secret renewed) {
    try {
      store.replace(name, record, record.withRefreshToken(renewed));
      return null;
    } catch (TokenStoreDeniedException e) {
      return unsaved(String.valueOf(e.getMessage()));
    } catch (IOException | TokenRecordException | RuntimeException e) {
      // The new access token is valid even if the store cannot save the refresh token.
      return unsaved(e.getClass().getSimpleName());
    }
  }

  private void reportSuccess(String name) {
    try {
      store.onRefreshSucceeded(name);
    } catch (RuntimeException e) {
      // The new access token is valid even if the store fails here.
    }
  }

  private static String unsaved(String why) {
    return "Google rotated the refresh token, but the store did not save it ("
        + why
        + "): the next run may fail to refresh it";
  }
}
