// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a channel's token record, without a report request.
 *
 * @param channelId the channel, null if it was not identified
 * @param title the channel's title, from Google or else from the record; null if neither has it
 * @param confirmed whether Google itself named the channel that the tokens belong to
 * @param scopes the scopes of the consent; empty if neither Google nor the record has them
 * @param obtainedAt when the consent was given, null if not in the record
 * @param account the number of the Google account that consented, null if not in the record
 * @param lifetime lifetime of the refresh token from then on, null if not limited
 * @param failure why the record cannot be used, null if it can
 * @param remark a warning if it can be used, null usually
 */
public record ChannelCheck(
    ChannelRef ref,
    @Nullable String channelId,
    @Nullable String title,
    boolean confirmed,
    Set<String> scopes,
    @Nullable Instant obtainedAt,
    @Nullable Duration lifetime,
    @Nullable String account,
    @Nullable Failure failure,
    @Nullable String remark) {

  public ChannelCheck {
    scopes = Set.copyOf(scopes);
  }

  /** A record that can be used as far as is known: before its consent is checked. */
  static ChannelCheck usable(
      AuthorizedChannel open, @Nullable ChannelResource own, @Nullable String remark) {
    return new ChannelCheck(
        open.ref(),
        open.identity().channelId(),
        own == null || own.title().isEmpty() ? null : own.title(),
        own != null,
        open.grant().token().scopes(),
        null,
        null,
        null,
        null,
        open.grant().unsaved() == null ? remark : open.grant().unsaved());
  }

  /** A record that cannot be used. */
  static ChannelCheck unusable(ChannelRef ref, Failure failure) {
    return new ChannelCheck(
        ref, ref.channelId(), null, false, Set.of(), null, null, null, failure, null);
  }

  /** The same with what the record says of its consent. */
  ChannelCheck of(TokenRecord record) {
    return new ChannelCheck(
        ref,
        channelId,
        title == null && record.contentOwner() == null ? record.channelTitle() : title,
        confirmed,
        scopes,
        record.obtainedAt(),
        record.refreshTokenLifetime(),
        record.account(),
        failure,
        remark);
  }

  /** The same, but not usable. */
  ChannelCheck refused(Failure why) {
    return new ChannelCheck(
        ref, channelId, title, confirmed, scopes, obtainedAt, lifetime, account, why, null);
  }

  /** Whether reports can be requested with it. */
  public boolean isUsable() {
    return failure == null;
  }

  /**
   * Whether the consent allows revenue metrics, as far as its scopes are known; the channel may
   * still have no revenue.
   */
  public boolean coversMoney() {
    return isUsable() && !scopes.isEmpty() && ConsentScope.coverMoney(scopes);
  }

  /**
   * Whether the consent allows the lists of the YouTube Data API that reports use, as far as its
   * scopes are known.
   */
  public boolean coversDataApi() {
    return isUsable() && !scopes.isEmpty() && ConsentScope.coverDataApi(scopes);
  }

  /** When the refresh token expires, null if that is not limited or not known. */
  public @Nullable Instant endsAt() {
    return obtainedAt == null || lifetime == null ? null : obtainedAt.plus(lifetime);
  }
}
