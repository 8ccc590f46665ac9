// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Instant;

/** Changes a playlist. Each change applies to the next response of the Data API. */
public interface PlaylistEditor {
  /** Sets the title. */
  PlaylistEditor title(String title);

  /** Sets the description, which may be empty. */
  PlaylistEditor description(String description);

  /** Sets who can see the playlist. */
  PlaylistEditor privacy(PrivacyStatus status);

  /**
   * Adds a video at the end, also for a second time.
   *
   * @param ownerId the channel of the video, which may be another channel
   */
  PlaylistEditor add(String ownerId, String videoId, Instant addedAt);

  /** Removes the entry at this position, from 0. */
  PlaylistEditor remove(int position);

  /** Moves an entry to another position. Both are from 0. */
  PlaylistEditor move(int from, int to);

  /** Deletes the playlist. */
  void delete();
}
