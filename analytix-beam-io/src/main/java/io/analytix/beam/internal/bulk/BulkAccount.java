// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.BlockingCalls;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls for one channel or content owner: each waits for the rate, is retried after a failure
 * that can pass, and once with a new token if the API rejects the old one. Threads share it.
 */
final class BulkAccount {
  private final ChannelRef ref;
  private final ChannelAuthorizer authorizer;
  private final CallLimiter limiter;
  private final RetrySchedule retries;
  private @Nullable AuthorizedChannel channel;
  private @Nullable ApiException failed;

  BulkAccount(
      ChannelRef ref, ChannelAuthorizer authorizer, CallLimiter limiter, RetrySchedule retries) {
    this.ref = ref;
    this.authorizer = authorizer;
    this.limiter = limiter;
    this.retries = retries;
  }

  /** The account with a token. */
  synchronized AuthorizedChannel open() throws ApiException, InterruptedException {
    ApiException known = failed;
    if (known != null) {
      throw known;
    }
    AuthorizedChannel open = channel;
    if (open != null && retries.time().now().isBefore(open.grant().usableUntil())) {
      return open;
    }
    if (open != null) {
      return renewed(open, open.grant().token());
    }
    String problem = ref.problem();
    try {
      if (problem != null) {
        throw new ApiException.ChannelRefused(Failure.of(Cause.RECORD_INVALID, problem), false);
      }
      open = BlockingCalls.await(retries, () -> authorizer.open(ref));
      channel = open;
      return open;
    } catch (ApiException e) {
      fail(e);
      throw e;
    }
  }

  /** Nothing more is requested for the account; the first reason counts. */
  synchronized void fail(ApiException why) {
    if (failed == null) {
      failed = why;
    }
    if (why instanceof ApiException.ClientRefused) {
      limiter.stop(why);
    }
  }

  private synchronized AccessToken renew(AccessToken rejected)
      throws ApiException, InterruptedException {
    AuthorizedChannel open = open();
    AccessToken present = open.grant().token();
    if (!present.equals(rejected)) {
      return present;
    }
    return renewed(open, rejected).grant().token();
  }

  private AuthorizedChannel renewed(AuthorizedChannel open, AccessToken old)
      throws ApiException, InterruptedException {
    AuthorizedChannel renewed = BlockingCalls.await(retries, () -> authorizer.renew(open, old));
    channel = renewed;
    return renewed;
  }

  /**
   * The response to a call, which may be made several times. A failure that concerns the account or
   * the run ends it.
   */
  <T> T call(CallTally tally, Function<AccessToken, CompletableFuture<T>> call)
      throws ApiException, InterruptedException {
    try {
      return send(tally, true, call);
    } catch (ApiException.ChannelRefused refused) {
      if (refused.failure().cause() == Cause.NOT_FOUND) {
        throw refused;
      }
      ApiException explained = new ApiException.ChannelRefused(explain(refused), false);
      fail(explained);
      throw explained;
    } catch (ApiException.TokenRejected rejected) {
      fail(rejected);
      throw rejected;
    }
  }

  /**
   * The same, but a refusal of the account concerns this call alone, and every call after the first
   * of the tally counts as a retry.
   */
  <T> T attempt(CallTally tally, Function<AccessToken, CompletableFuture<T>> call)
      throws ApiException, InterruptedException {
    return send(tally, false, call);
  }

  private Failure explain(ApiException.ChannelRefused refused)
      throws ApiException, InterruptedException {
    return refused.whoseChannel()
        ? authorizer.explain(open(), refused.failure()).join().failure()
        : refused.failure();
  }

  private <T> T send(
      CallTally tally, boolean renewable, Function<AccessToken, CompletableFuture<T>> call)
      throws ApiException, InterruptedException {
    AccessToken token = open().grant().token();
    long first = retries.time().nanos();
    boolean renewed = !renewable;
    for (int attempts = 1; ; attempts++) {
      RequestPacer.Sent sent =
          limiter.await(tally, attempts > 1 || (!renewable && tally.requests() > 0));
      try {
        T response = call.apply(token).join();
        limiter.answered(sent);
        return response;
      } catch (CompletionException e) {
        ApiException why = ChannelAuthorizer.exception(e);
        if (why instanceof ApiException.TokenRejected && !renewed) {
          renewed = true;
          token = renew(token);
          continue;
        }
        if (why instanceof ApiException.TooFast) {
          limiter.tooFast();
        } else if (why instanceof ApiException.ClientRefused
            || why instanceof ApiException.DayQuotaUsed) {
          limiter.stop(why);
        }
        OptionalLong due = retries.next(why, attempts, first);
        if (due.isEmpty()) {
          throw why;
        }
        limiter.pause(due.getAsLong() - retries.time().nanos());
      }
    }
  }
}
