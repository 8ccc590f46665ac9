// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.ChannelsClient;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.youtube.ApiException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Checks a token record: refreshes its token, requests the identity of its channel if the consent
 * allows that (one unit of the Data API), and checks the scopes. Requests no report. Safe for use
 * by many threads; each call waits for its responses.
 */
public final class ChannelChecker {
  private final TokenStore store;
  private final ChannelsClient channels;
  private final ChannelAuthorizer authorizer;
  private final RetrySchedule retries;
  private final AtomicReference<@Nullable Failure> stopped = new AtomicReference<>();
  private final AtomicBoolean hasTriedClient = new AtomicBoolean();

  /** A checker of the records in {@code store}; {@code retries} may wait. */
  public ChannelChecker(
      TokenStore store, AccessTokens tokens, ChannelsClient channels, RetrySchedule retries) {
    this.store = store;
    this.channels = channels;
    this.authorizer = new ChannelAuthorizer(tokens, this.channels);
    this.retries = retries;
  }

  /** Checks the record of {@code ref}. Sends nothing more once the OAuth client was refused. */
  public ChannelCheck check(ChannelRef ref) throws InterruptedException {
    if (ref.problem() != null) {
      return ChannelCheck.unusable(ref, Failure.of(Cause.RECORD_INVALID, ref.problem()));
    }
    Failure known = stopped.get();
    return withConsent(known == null ? open(ref) : ChannelCheck.unusable(ref, known));
  }

  /**
   * Whether a record was checked at Google. Before that, check one record at a time, so that a
   * refused client costs one call and not one per record.
   */
  public boolean hasTriedClient() {
    return hasTriedClient.get();
  }

  private ChannelCheck open(ChannelRef ref) throws InterruptedException {
    try {
      return checkScopes(BlockingCalls.await(retries, () -> authorizer.open(ref)));
    } catch (ApiException e) {
      return unusable(ref, e);
    } finally {
      hasTriedClient.set(true);
    }
  }

  /** Sends nothing more if the client or its project is refused. */
  private ChannelCheck unusable(ChannelRef ref, ApiException failed) {
    if (failed instanceof ApiException.ClientRefused client) {
      stopped.set(client.failure());
    }
    return ChannelCheck.unusable(ref, failed.failure());
  }

  private ChannelCheck checkScopes(AuthorizedChannel open) throws InterruptedException {
    ChannelCheck check = confirm(open);
    if (check.isUsable() && !ConsentScope.coverReports(check.scopes())) {
      return check.refused(
          Failure.of(
              Cause.SCOPE_MISSING, "the consent does not cover reports of YouTube Analytics"));
    }
    return check;
  }

  private ChannelCheck confirm(AuthorizedChannel open) throws InterruptedException {
    String owner = open.identity().contentOwner();
    if (owner != null) {
      return unconfirmed(open, "only a report shows what " + owner + " may see");
    }
    if (!ConsentScope.coverChannels(open.grant().token().scopes())) {
      return unconfirmed(open, "the consent lacks youtube.readonly");
    }
    try {
      return compare(
          open, BlockingCalls.await(retries, () -> channels.ownChannel(open.grant().token())));
    } catch (ApiException e) {
      boolean ofReports =
          e instanceof ApiException.TokenRejected
              || (e instanceof ApiException.ClientRefused
                  && e.failure().cause() != Cause.API_DISABLED)
              || (e instanceof ApiException.ChannelRefused
                  && e.failure().cause() == Cause.NOT_FOUND);
      return ofReports ? unusable(open.ref(), e) : unconfirmed(open, e.failure().message());
    }
  }

  private static ChannelCheck unconfirmed(AuthorizedChannel open, String why) {
    return ChannelCheck.usable(open, null, "not confirmed whose channel it is: " + why);
  }

  private static ChannelCheck compare(AuthorizedChannel open, Optional<ChannelResource> own) {
    return own.filter(channel -> channel.id().equals(open.identity().channelId())).isPresent()
        ? ChannelCheck.usable(open, own.get(), null)
        : ChannelCheck.unusable(open.ref(), ChannelAuthorizer.mismatch(open, own));
  }

  private ChannelCheck withConsent(ChannelCheck check) {
    try {
      return check.of(store.read(check.ref().tokenRecord()));
    } catch (TokenRecordException | IOException | RuntimeException e) {
      // It is known already whether the record can be used; this only adds facts of its consent.
      return check;
    }
  }

  /** The failure of a record if {@code first} is used for the same channel. */
  public static Failure duplicateRecord(ChannelIdentity identity, ChannelRef first) {
    return new Failure(
        Cause.RECORD_INVALID,
        "a second token record of channel "
            + identity.channelId()
            + ": '"
            + first.tokenRecord()
            + "' is used",
        "Remove one of the two token records.",
        null,
        null);
  }

  /** A usable record whose channel an earlier usable record names, too. */
  public static ChannelCheck second(ChannelCheck check, ChannelCheck first) {
    String id = Objects.requireNonNull(check.channelId());
    Failure second =
        duplicateRecord(new ChannelIdentity(id, check.ref().contentOwner()), first.ref());
    return check.refused(
        first.confirmed()
            ? second
            : second.with(
                second.cause(),
                second.message() + ", unless Google refuses it, which only a report shows",
                second.remedy()));
  }
}
