// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.List;

/** The channels of an account and what is on them: its own one, or those of its content owner. */
record Holdings(List<SimulatedChannel> channels) {
  static Holdings of(Account account, World world) {
    if (account.channel() != null) {
      return new Holdings(List.of(account.channel()));
    }
    List<String> ids =
        account.contentOwner() == null ? List.of() : account.contentOwner().channelIds();
    return new Holdings(world.channels().stream().filter(one -> ids.contains(one.id())).toList());
  }

  /** Tells whether a resource of a kind such as {@code youtube#video} is among the holdings. */
  boolean has(String kind, String id) {
    return switch (kind) {
      case "youtube#video" -> channels.stream().anyMatch(one -> one.videos().contains(id));
      case "youtube#playlist" ->
          channels.stream()
              .anyMatch(one -> one.uploads().equals(id) || one.playlists().contains(id));
      case "youtube#channel" -> channels.stream().anyMatch(one -> one.id().equals(id));
      // This world knows no assets, and so cannot tell whose they are.
      default -> true;
    };
  }
}
