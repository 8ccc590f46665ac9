// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.outcome.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's token record is good for, found out without asking for a report.
 *
 * @param channelId the channel, null when it was never found out
 * @param title what people call the channel, null where Google was not asked or did not tell
 * @param confirmed whether Google itself named the channel that the tokens belong to
 * @param scopes what the consent covers; empty when neither Google nor the record says
 * @param obtainedAt when the consent was given, null if the record does not say
 * @param lifetime how long the refresh token lives from then on, null if it is not limited
 * @param failure why the record cannot be used, null if it can
 * @param remark what is worth knowing although it can be used, null usually
 */
public record ChannelCheck(
    ChannelRef ref,
    @Nullable String channelId,
    @Nullable String title,
    boolean confirmed,
    Set<String> scopes,
    @Nullable Instant obtainedAt,
    @Nullable Duration lifetime,
    @Nullable Failure failure,
    @Nullable String remark) {

  public ChannelCheck {
    scopes = Set.copyOf(scopes);
  }

  /** A record that can be used as far as is known: before its consent was looked at. */
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
        open.grant().unsaved() == null ? remark : open.grant().unsaved());
  }

  /** A record that cannot be used. */
  static ChannelCheck unusable(ChannelRef ref, Failure failure) {
    return new ChannelCheck(ref, ref.channelId(), null, false, Set.of(), null, null, failure, null);
  }

  /** The same with what the record says of its consent. */
  ChannelCheck of(@Nullable Instant consent, @Nullable Duration limit) {
    return new ChannelCheck(
        ref, channelId, title, confirmed, scopes, consent, limit, failure, remark);
  }

  /** The same, but of no use. */
  ChannelCheck refused(Failure why) {
    return new ChannelCheck(
        ref, channelId, title, confirmed, scopes, obtainedAt, lifetime, why, null);
  }

  /** Whether reports can be asked with it. */
  public boolean isUsable() {
    return failure == null;
  }

  /** Whether money may be asked for. That the channel earns any is not known. */
  public boolean coversMoney() {
    return isUsable() && ConsentScope.coverMoney(scopes);
  }

  /** When the refresh token dies by itself, null where that is not limited or not known. */
  public @Nullable Instant endsAt() {
    return obtainedAt == null || lifetime == null ? null : obtainedAt.plus(lifetime);
  }
}
