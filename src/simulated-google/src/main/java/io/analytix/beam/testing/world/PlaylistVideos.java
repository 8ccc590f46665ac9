// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.SimulatedChannel;
import java.util.List;

/** The videos that reports count for a playlist: those that it contains initially. */
public final class PlaylistVideos {
  private static final double SHARE = 0.4;

  private PlaylistVideos() {}

  /**
   * Returns the channel's own videos in a playlist of the channel; empty for any other playlist.
   */
  public static List<String> of(SimulatedChannel channel, String playlist) {
    if (playlist.equals(channel.uploads())) {
      return channel.videos();
    }
    KeyedRandom random = KeyedRandom.from(0).with(playlist);
    return channel.playlists().contains(playlist)
        ? channel.videos().stream().filter(video -> random.with(video).happens(SHARE)).toList()
        : List.of();
  }
}
