// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.Grant;
import io.analytix.beam.youtube.ApiException;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls for one account, each awaited on the calling thread: temporary failures are retried, and an
 * access token that Google rejects is refreshed once. Does not limit the request rate.
 */
public final class BlockingCalls {
  private final AccessTokenProvider tokens;
  private final RetrySchedule retries;

  /** Calls with the tokens of {@code tokens}. */
  public BlockingCalls(AccessTokenProvider tokens, RetrySchedule retries) {
    this.tokens = tokens;
    this.retries = retries;
  }

  /** What the account's consent allows now. */
  public Grant open() throws ApiException, InterruptedException {
    return await(retries, tokens::get);
  }

  /** What {@code call} completes with; it may be made several times. */
  public <T> T call(Function<AccessToken, CompletableFuture<T>> call)
      throws ApiException, InterruptedException {
    AccessToken token = open().token();
    try {
      return await(retries, () -> call.apply(token));
    } catch (ApiException.TokenRejected rejected) {
      AccessToken renewed = await(retries, () -> tokens.renew(token)).token();
      if (renewed.equals(token)) {
        throw rejected;
      }
      return await(retries, () -> call.apply(renewed));
    }
  }

  /** What a call that needs no token of an account completes with; it may be made several times. */
  public static <T> T await(RetrySchedule retries, Supplier<CompletableFuture<T>> call)
      throws ApiException, InterruptedException {
    long first = retries.time().nanos();
    for (int attempts = 1; ; attempts++) {
      try {
        return call.get().join();
      } catch (CompletionException e) {
        pause(retries, ChannelAuthorizer.exception(e), attempts, first);
      }
    }
  }

  private static void pause(RetrySchedule retries, ApiException failed, int attempts, long first)
      throws ApiException, InterruptedException {
    OptionalLong due = retries.next(failed, attempts, first);
    if (due.isEmpty()) {
      throw failed;
    }
    BlockingQueue<Runnable> nothing = new LinkedBlockingQueue<>();
    Runnable unused =
        retries.time().await(nothing, Math.max(0, due.getAsLong() - retries.time().nanos()));
  }
}
