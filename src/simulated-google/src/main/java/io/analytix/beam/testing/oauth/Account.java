// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Google account that can consent: the owner of a channel, or the manager of a content owner.
 *
 * @param id the channel's id, or the content owner's name
 * @param name the display name
 * @param handle the name of the token record
 * @param usualScopes the scopes granted initially
 */
public record Account(
    String id,
    String name,
    String handle,
    Set<String> usualScopes,
    @Nullable SimulatedChannel channel,
    @Nullable ContentOwner contentOwner) {
  private static final Set<String> OWNER_SCOPES =
      Set.of(
          SimulatedChannel.ANALYTICS_SCOPE,
          SimulatedChannel.MONETARY_SCOPE,
          SimulatedChannel.PARTNER_SCOPE);

  static Account of(SimulatedChannel channel) {
    return new Account(
        channel.id(), channel.title(), channel.handle(), channel.scopes(), channel, null);
  }

  static Account of(ContentOwner owner) {
    return new Account(owner.name(), owner.name(), owner.name(), OWNER_SCOPES, null, owner);
  }

  /** The permanent unique id of the account: 21 digits. */
  String subject() {
    return "1" + KeyedRandom.from(0).with(id).with("subject").text(20, "0123456789");
  }

  String email() {
    return handle + "@example.com";
  }

  /** Returns the account's channel ids: its own, or those of its content owner. */
  public List<String> channelIds() {
    if (channel != null) {
      return List.of(channel.id());
    }
    return contentOwner == null ? List.of() : contentOwner.channelIds();
  }

  /** Returns whether the account manages this content owner. */
  public boolean manages(String owner) {
    return contentOwner != null && contentOwner.name().equals(owner);
  }

  /** Returns whether a login hint matches this account by email address, subject or id. */
  boolean isMeantBy(@Nullable String hint) {
    return hint != null && (hint.equals(email()) || hint.equals(subject()) || hint.equals(id));
  }
}
