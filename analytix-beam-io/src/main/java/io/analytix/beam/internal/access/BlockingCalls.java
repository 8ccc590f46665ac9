// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.Grant;
import io.analytix.beam.youtube.ApiException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Calls on behalf of one account, one after another, each waited for: what may pass is asked again,
 * and an access token that Google refuses is renewed once. Keeps no pace: a lane does that.
 */
public final class BlockingCalls {
  private final AccessTokenProvider tokens;
  private final CallTimeout patience;

  /** Calls with the tokens of {@code tokens}. */
  public BlockingCalls(AccessTokenProvider tokens, RetrySchedule retries) {
    this.tokens = tokens;
    this.patience = new CallTimeout(retries);
  }

  /** What the account allows now. */
  public Grant open() throws ApiException, InterruptedException {
    return patience.ask(tokens::get);
  }

  /** What {@code call} completes with; it may be made several times. */
  public <T> T ask(Function<AccessToken, CompletableFuture<T>> call)
      throws ApiException, InterruptedException {
    AccessToken token = open().token();
    try {
      return patience.ask(() -> call.apply(token));
    } catch (ApiException.TokenRejected rejected) {
      AccessToken renewed = patience.ask(() -> tokens.renew(token)).token();
      if (renewed.equals(token)) {
        throw rejected;
      }
      return patience.ask(() -> call.apply(renewed));
    }
  }
}
