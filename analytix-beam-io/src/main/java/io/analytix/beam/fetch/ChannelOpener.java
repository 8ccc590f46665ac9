// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.Grant;
import io.analytix.beam.refresh.RefreshException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens channels, as analytix's {@code BaseClient} opens shards: an access token, and the identity
 * that the record pins or, where it pins none, that Google tells. Each call asks once; all futures
 * complete with an {@link OpenChannel} or a {@link FetchException}.
 */
public final class ChannelOpener {
  private static final String PIN =
      "Add channel_id to the token record, name the record after the channel's id, or let the owner"
          + " consent with the scope youtube.readonly, too.";

  private final AccessTokens tokens;
  private final ChannelDirectory directory;
  private final Map<Long, CompletableFuture<?>> asked = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();

  /** An opener for one run. */
  public ChannelOpener(AccessTokens tokens, ChannelDirectory directory) {
    this.tokens = tokens;
    this.directory = directory;
  }

  CompletableFuture<OpenChannel> open(ChannelRef ref) {
    return translated(tokens.get(ref.tokenRecord())).thenCompose(grant -> identify(ref, grant));
  }

  /** The channel with another access token than the one that was refused. */
  CompletableFuture<OpenChannel> renew(OpenChannel channel, AccessToken rejected) {
    return translated(tokens.renew(channel.ref().tokenRecord(), rejected))
        .thenApply(
            grant ->
                new OpenChannel(channel.ref(), channel.identity(), grant, channel.confirmed()));
  }

  /** What a refusal of the channel means, after asking whose channel the tokens speak for. */
  CompletableFuture<Failure> explain(OpenChannel channel, FetchException.ChannelRefused refused) {
    Failure failure = refused.failure();
    if (!refused.whoseChannel()
        || channel.confirmed()
        || channel.identity().contentOwner() != null) {
      return CompletableFuture.completedFuture(failure);
    }
    return ownChannel(channel.grant().token())
        .handle((own, notAllowed) -> own == null ? failure : compare(channel, own, failure));
  }

  /**
   * Gives up on what Google is being asked; refreshes go on, since whoever comes next needs them.
   */
  void cancel() {
    asked.values().forEach(call -> call.cancel(true));
  }

  private CompletableFuture<Optional<OwnChannel>> ownChannel(AccessToken token) {
    CompletableFuture<Optional<OwnChannel>> call = directory.ownChannel(token);
    long number = count.incrementAndGet();
    asked.put(number, call);
    return call.whenComplete((own, failed) -> asked.remove(number));
  }

  private static Failure compare(OpenChannel channel, Optional<OwnChannel> own, Failure failure) {
    boolean same =
        own.filter(known -> known.id().equals(channel.identity().channelId())).isPresent();
    return same ? failure : mismatch(failure, channel, own);
  }

  /** What is wrong with tokens that belong to another channel than their record says. */
  static Failure mismatch(OpenChannel channel, Optional<OwnChannel> own) {
    return mismatch(Failure.of(Cause.IDENTITY_MISMATCH, ""), channel, own);
  }

  private static Failure mismatch(Failure seen, OpenChannel channel, Optional<OwnChannel> own) {
    return seen.with(
        Cause.IDENTITY_MISMATCH,
        "the tokens of record '"
            + channel.ref().tokenRecord()
            + "' belong to "
            + own.map(known -> "channel " + known.id()).orElse("an account without a channel")
            + ", but the record names "
            + channel.identity().channelId(),
        Cause.IDENTITY_MISMATCH.remedy());
  }

  private CompletableFuture<OpenChannel> identify(ChannelRef ref, Grant grant) {
    if (ref.contentOwner() == null && grant.contentOwner() != null) {
      // The store did not answer when the run was planned, so its channels are not in the plan.
      return CompletableFuture.failedFuture(
          new FetchException.ChannelRefused(
              Failure.of(
                  Cause.INTERNAL,
                  "the record of content owner "
                      + grant.contentOwner()
                      + " could not be read when the run was planned"),
              false));
    }
    String pinned = ref.channelId() == null ? grant.channelId() : ref.channelId();
    if (pinned != null) {
      ChannelIdentity identity = new ChannelIdentity(pinned, ref.contentOwner());
      return CompletableFuture.completedFuture(new OpenChannel(ref, identity, grant, false));
    }
    return ownChannel(grant.token())
        .handle(
            (own, failed) -> {
              if (failed != null) {
                throw new CompletionException(unidentified(failed));
              }
              OwnChannel known =
                  own.orElseThrow(
                      () ->
                          refused(
                              "record '"
                                  + ref.tokenRecord()
                                  + "' pins no channel, and its account has none",
                              PIN));
              ChannelIdentity identity = new ChannelIdentity(known.id(), ref.contentOwner());
              return new OpenChannel(ref, identity, grant, true);
            });
  }

  private static CompletionException refused(String message, String remedy) {
    Failure failure = new Failure(Cause.RECORD_INVALID, message, remedy, null, null);
    return new CompletionException(new FetchException.ChannelRefused(failure, false));
  }

  private static FetchException unidentified(Throwable failed) {
    FetchException cause = exception(failed);
    if (cause instanceof FetchException.Unavailable) {
      return cause;
    }
    if (cause instanceof FetchException.TooFast rate) {
      return new FetchException.Unavailable(rate.failure(), rate.retryAfter());
    }
    Failure failure = cause.failure();
    boolean consent = failure.cause() == Cause.SCOPE_MISSING || failure.cause() == Cause.FORBIDDEN;
    return new FetchException.ChannelRefused(
        consent
            ? failure.with(
                Cause.RECORD_INVALID,
                "the record pins no channel, and its consent does not allow to ask for it ("
                    + failure.message()
                    + ")",
                PIN)
            : failure,
        false);
  }

  private static CompletableFuture<Grant> translated(CompletableFuture<Grant> grant) {
    return grant.handle(
        (value, failed) -> {
          if (failed != null) {
            throw new CompletionException(exception(failed));
          }
          return value;
        });
  }

  /** The lane's word for whatever a step completed with. */
  static FetchException exception(Throwable failed) {
    Throwable cause = GoogleHttp.cause(failed);
    if (cause instanceof FetchException known) {
      return known;
    }
    if (cause instanceof RefreshException.Refused refused) {
      return new FetchException.ChannelRefused(refused.failure(), false);
    }
    if (cause instanceof RefreshException.ClientRejected rejected) {
      return new FetchException.ClientRefused(rejected.failure(), rejected.certain());
    }
    if (cause instanceof RefreshException.Unavailable unavailable) {
      return new FetchException.Unavailable(unavailable.failure(), Duration.ZERO);
    }
    return new FetchException.Unavailable(
        Failure.of(Cause.INTERNAL, "unexpected " + cause.getClass().getSimpleName()),
        Duration.ZERO);
  }
}
