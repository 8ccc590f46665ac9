// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.SimulatedChannel;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a channel's playlist of uploads.
 *
 * @param publishedAt before the channel's first day, so that every video can have figures on any
 *     day
 */
public record Upload(
    SimulatedChannel channel, String videoId, String title, Instant publishedAt, Status status) {
  private static final int HOURS_APART = 6;
  private static final int DELETED_EVERY = 7;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  public enum Status {
    PUBLIC,
    PRIVATE,
    /** The video is deleted, its entry remains. */
    DELETED
  }

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
      uploads.add(at(channel, uploads.size(), video, isPrivate ? Status.PRIVATE : Status.PUBLIC));
    }
    while (deleted < channel.deletedVideoCount()) {
      uploads.add(deleted(channel, deleted++, uploads.size()));
    }
    return uploads;
  }

  private static Upload deleted(SimulatedChannel channel, int number, int place) {
    KeyedRandom random = KeyedRandom.from(0).with(channel.handle()).with("deleted");
    return at(channel, place, random.with(number).text(11, ALPHABET), Status.DELETED);
  }

  private static Upload at(SimulatedChannel channel, int place, String videoId, Status status) {
    Instant newest =
        channel.startDay().minusDays(1).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    Instant publishedAt = newest.minusSeconds(3_600L * HOURS_APART * place);
    return new Upload(channel, videoId, "Video " + videoId, publishedAt, status);
  }
}
