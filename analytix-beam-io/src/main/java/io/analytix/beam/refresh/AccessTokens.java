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
  private final AsyncCache<String, Attempt> attempts;

  /**
   * A refresh that has ended, well or not. A failure is a value here, because the cache would log a
   * failed load with its stack, once a revoked channel.
   */
  private record Attempt(@Nullable Grant grant, @Nullable Throwable failed) {}

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
    this.attempts =
        Caffeine.newBuilder()
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(Expiry.<String, Attempt>creating((name, attempt) -> kept(attempt)))
            .executor(Runnable::run)
            .buildAsync();
  }

  /** Completes with a token that has a while to live, or with a {@link RefreshException}. */
  public CompletableFuture<Grant> get(String tokenRecord) {
    return attempts
        .get(tokenRecord, (name, executor) -> refresh(name).handle(Attempt::new))
        .thenCompose(AccessTokens::result);
  }

  /** The same after Google refused {@code rejected}: only its first caller causes a refresh. */
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

  private Duration kept(Attempt attempt) {
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
    String unsaved = renewed == null ? null : writeBack(name, record, renewed);
    if (renewed == null) {
      tellThatItWorks(name);
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
      // The grant is good all the same: a store may fail in its own way, and must not cost it.
      return unsaved(e.getClass().getSimpleName());
    }
  }

  private void tellThatItWorks(String name) {
    try {
      store.onRefreshSucceeded(name);
    } catch (RuntimeException e) {
      // What a store tidies up costs no grant.
    }
  }

  private static String unsaved(String why) {
    return "Google renewed the refresh token, but the store did not save it ("
        + why
        + "): the next run may be refused";
  }
}
