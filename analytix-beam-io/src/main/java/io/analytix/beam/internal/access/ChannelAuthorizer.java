// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.ChannelsClient;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.Grant;
import io.analytix.beam.refresh.RefreshException;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gets the access token of a channel and its identity: the one that the record pins or, if it pins
 * none, the one that Google returns. Does not retry; all futures complete with an {@link
 * AuthorizedChannel} or an {@link ApiException}.
 */
public final class ChannelAuthorizer {
  private static final String PIN =
      "Add channel_id to the token record, name the record after the channel's id, or let the owner"
          + " consent with the scope youtube.readonly, too.";

  private final AccessTokens tokens;
  private final ChannelsClient channels;
  private final Map<Long, CompletableFuture<?>> identifying = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();

  /** An authorizer for one run. */
  public ChannelAuthorizer(AccessTokens tokens, ChannelsClient channels) {
    this.tokens = tokens;
    this.channels = channels;
  }

  public CompletableFuture<AuthorizedChannel> open(ChannelRef ref) {
    return translated(tokens.get(ref.tokenRecord())).thenCompose(grant -> identify(ref, grant));
  }

  /** The channel with a new access token instead of the one that was rejected. */
  public CompletableFuture<AuthorizedChannel> renew(
      AuthorizedChannel channel, AccessToken rejected) {
    return translated(tokens.renew(channel.ref().tokenRecord(), rejected))
        .thenApply(
            grant ->
                new AuthorizedChannel(
                    channel.ref(), channel.identity(), grant, channel.confirmed()));
  }

  /**
   * What a refusal of a channel means.
   *
   * @param failure the refusal, or that the tokens belong to another channel
   * @param owner whose channel it is
   */
  public record Explanation(Failure failure, Owner owner) {}

  /** Whether the tokens belong to the channel of their record. */
  public enum Owner {
    /** Google says that they do. */
    SAME,
    /** Google says that they do not. */
    OTHER,
    /** Google cannot be asked. */
    UNKNOWN
  }

  /** Explains the refusal of a channel by a call that identifies the channel of its tokens. */
  public CompletableFuture<Explanation> explain(AuthorizedChannel channel, Failure refusal) {
    if (channel.confirmed()) {
      return CompletableFuture.completedFuture(new Explanation(refusal, Owner.SAME));
    }
    Explanation unknown = new Explanation(refusal, Owner.UNKNOWN);
    if (channel.identity().contentOwner() != null) {
      return CompletableFuture.completedFuture(unknown);
    }
    return ownChannel(channel.grant().token())
        .handle((own, notAllowed) -> own == null ? unknown : compare(channel, own, refusal));
  }

  /**
   * Cancels the calls that identify channels; refreshes go on, because the next worker needs them.
   */
  public void cancel() {
    identifying.values().forEach(call -> call.cancel(true));
  }

  private CompletableFuture<Optional<ChannelResource>> ownChannel(AccessToken token) {
    CompletableFuture<Optional<ChannelResource>> call = channels.ownChannel(token);
    long number = count.incrementAndGet();
    identifying.put(number, call);
    return call.whenComplete((own, failed) -> identifying.remove(number));
  }

  private static Explanation compare(
      AuthorizedChannel channel, Optional<ChannelResource> own, Failure refusal) {
    boolean same =
        own.filter(known -> known.id().equals(channel.identity().channelId())).isPresent();
    return same
        ? new Explanation(refusal, Owner.SAME)
        : new Explanation(mismatch(refusal, channel, own), Owner.OTHER);
  }

  /** The failure of tokens that belong to another channel than their record says. */
  public static Failure mismatch(AuthorizedChannel channel, Optional<ChannelResource> own) {
    return mismatch(Failure.of(Cause.IDENTITY_MISMATCH, ""), channel, own);
  }

  private static Failure mismatch(
      Failure seen, AuthorizedChannel channel, Optional<ChannelResource> own) {
    return seen.with(
        Cause.IDENTITY_MISMATCH,
        "the tokens of record '"
            + channel.ref().tokenRecord()
            + "' belong to "
            + own.map(known -> "channel " + known.label()).orElse("an account without a channel")
            + ", but the record names "
            + channel.identity().channelId(),
        Cause.IDENTITY_MISMATCH.remedy());
  }

  private CompletableFuture<AuthorizedChannel> identify(ChannelRef ref, Grant grant) {
    if (ref.contentOwner() == null && grant.contentOwner() != null) {
      // The record could not be read when the run was planned, so its channels are not in the plan.
      return CompletableFuture.failedFuture(
          new ApiException.ChannelRefused(
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
      return CompletableFuture.completedFuture(new AuthorizedChannel(ref, identity, grant, false));
    }
    return ownChannel(grant.token())
        .handle(
            (own, failed) -> {
              if (failed != null) {
                throw new CompletionException(unidentified(failed));
              }
              ChannelResource known =
                  own.orElseThrow(
                      () ->
                          refused(
                              "record '"
                                  + ref.tokenRecord()
                                  + "' pins no channel, and its account has none",
                              PIN));
              ChannelIdentity identity = new ChannelIdentity(known.id(), ref.contentOwner());
              return new AuthorizedChannel(ref, identity, grant, true);
            });
  }

  private static CompletionException refused(String message, String remedy) {
    Failure failure = new Failure(Cause.RECORD_INVALID, message, remedy, null, null);
    return new CompletionException(new ApiException.ChannelRefused(failure, false));
  }

  private static ApiException unidentified(Throwable failed) {
    ApiException cause = exception(failed);
    if (cause instanceof ApiException.Unavailable) {
      return cause;
    }
    if (cause instanceof ApiException.TooFast rate) {
      return new ApiException.Unavailable(rate.failure(), rate.retryAfter());
    }
    Failure failure = cause.failure();
    if (cause instanceof ApiException.ClientRefused && failure.cause() != Cause.API_DISABLED) {
      return cause;
    }
    boolean consent = failure.cause() == Cause.SCOPE_MISSING || failure.cause() == Cause.FORBIDDEN;
    return new ApiException.ChannelRefused(
        consent
            ? failure.with(
                Cause.RECORD_INVALID,
                "the record pins no channel, and its consent does not allow to request it ("
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

  /** The {@link ApiException} for any failure of a call. */
  public static ApiException exception(Throwable failed) {
    Throwable cause = BoundedHttp.cause(failed);
    if (cause instanceof ApiException known) {
      return known;
    }
    if (cause instanceof RefreshException.Refused refused) {
      return new ApiException.ChannelRefused(refused.failure(), false);
    }
    if (cause instanceof RefreshException.ClientRejected rejected) {
      return new ApiException.ClientRefused(rejected.failure());
    }
    if (cause instanceof RefreshException.Unavailable unavailable) {
      return new ApiException.Unavailable(unavailable.failure(), unavailable.retryAfter());
    }
    return new ApiException.Unavailable(
        Failure.of(Cause.INTERNAL, "unexpected " + cause.getClass().getSimpleName()),
        Duration.ZERO);
  }
}
