// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.access.ChannelChecker;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.youtube.ReportingClient;
import io.analytix.beam.youtube.ApiException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the calls of a run share on a worker: the accounts, their tokens, the rate. */
public final class BulkSession {
  private final ReportingClient client;
  private final ChannelAuthorizer authorizer;
  private final CallLimiter limiter;
  private final RetrySchedule retries;
  private final Map<ChannelRef, BulkAccount> accounts = new ConcurrentHashMap<>();
  private final Map<ChannelIdentity, ChannelRef> claims = new ConcurrentHashMap<>();
  private final AccountProgress progress = new AccountProgress();

  /** A session. */
  public BulkSession(
      ReportingClient client,
      ChannelAuthorizer authorizer,
      CallLimiter limiter,
      RetrySchedule retries) {
    this.client = client;
    this.authorizer = authorizer;
    this.limiter = limiter;
    this.retries = retries;
  }

  ReportingClient client() {
    return client;
  }

  RetrySchedule retries() {
    return retries;
  }

  /** The limiter of its calls. */
  public CallLimiter limiter() {
    return limiter;
  }

  AccountProgress progress() {
    return progress;
  }

  Instant now() {
    return retries.time().now();
  }

  BulkAccount account(ChannelRef ref) {
    return accounts.computeIfAbsent(ref, any -> new BulkAccount(ref, authorizer, limiter, retries));
  }

  /**
   * The record is used for the channel.
   *
   * @throws ApiException if another record is
   */
  void claim(ChannelIdentity identity, ChannelRef ref) throws ApiException {
    ChannelRef first = claims.putIfAbsent(identity, ref);
    if (first != null && !first.equals(ref)) {
      throw new ApiException.ChannelRefused(ChannelChecker.duplicateRecord(identity, first), false);
    }
  }
}
