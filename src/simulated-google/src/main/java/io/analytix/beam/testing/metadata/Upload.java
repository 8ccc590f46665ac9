// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A video as the channel's builder describes it. The newest is published a day before the channel's
 * first day.
 */
record Upload(String videoId, Instant publishedAt, Video.State state, PrivacyStatus privacy) {
  private static final int HOURS_APART = 6;
  private static final int DELETED_EVERY = 7;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** Returns all uploads of a channel, the newest first, with the entries of deleted videos. */
  static List<Upload> of(SimulatedChannel channel) {
    List<Upload> uploads = new ArrayList<>();
    int deleted = 0;
    for (String video : channel.videos()) {
      if (deleted < channel.deletedVideoCount() && uploads.size() % DELETED_EVERY == 1) {
        uploads.add(deleted(channel, deleted++, uploads.size()));
      }
      boolean isPrivate =
          uploads.size() - deleted >= channel.videoCount() - channel.privateVideoCount();
      uploads.add(
          new Upload(
              video,
              publishedAt(channel, uploads.size()),
              Video.State.EXISTS,
              isPrivate ? PrivacyStatus.PRIVATE : PrivacyStatus.PUBLIC));
    }
    while (deleted < channel.deletedVideoCount()) {
      uploads.add(deleted(channel, deleted++, uploads.size()));
    }
    return uploads;
  }

  private static Upload deleted(SimulatedChannel channel, int number, int place) {
    KeyedRandom random = KeyedRandom.from(0).with(channel.handle()).with("deleted");
    return new Upload(
        random.with(number).text(11, ALPHABET),
        publishedAt(channel, place),
        Video.State.DELETED_WITH_ENTRY,
        PrivacyStatus.PUBLIC);
  }

  private static Instant publishedAt(SimulatedChannel channel, int place) {
    return channel
        .startDay()
        .minusDays(1)
        .atTime(LocalTime.NOON)
        .toInstant(ZoneOffset.UTC)
        .minusSeconds(3_600L * HOURS_APART * place);
  }
}
