// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import io.analytix.beam.testing.PlaylistEditor;
import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.VideoEditor;
import io.analytix.beam.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What owners change between two nights: their channel, its videos and its playlists. */
record MetadataChanges(World world, Random random) {
  private static final Instant NOW = Instant.parse("2026-03-01T18:00:00Z");

  /** Lets one thing happen. */
  void happen(String channel) {
    switch (random.nextInt(12)) {
      case 0 ->
          world.editChannel(channel).title(word()).keywords(random.nextBoolean() ? word() : "");
      case 1 -> world.editChannel(channel).subscribersHidden(random.nextBoolean());
      case 2 -> world.editChannel(channel).subscribers(random.nextInt(2_000_000));
      case 3 -> world.publish(channel, word(), NOW.minusSeconds(random.nextInt(9_000_000)));
      case 4 -> world.createPlaylist(channel, word(), NOW);
      case 5, 6 -> editPlaylist(channel);
      default -> editVideo(channel);
    }
  }

  private void editVideo(String channel) {
    List<String> videos = world.find(channel).orElseThrow().videos();
    VideoEditor video = world.editVideo(channel, videos.get(random.nextInt(videos.size())));
    switch (random.nextInt(9)) {
      case 0 -> video.title(word()).description(word() + "\n" + word());
      case 1 -> video.tags(random.nextBoolean() ? new String[] {} : new String[] {word(), "a,b"});
      case 2 ->
          video.privacy(PrivacyStatus.values()[random.nextInt(PrivacyStatus.values().length)]);
      case 3 -> video.delete();
      case 4 -> video.deleteLeavingEntry();
      case 5 -> video.restore();
      case 6 -> video.duration(Duration.ofSeconds(random.nextInt(9_000)));
      case 7 ->
          video
              .scheduleStream(NOW)
              .startStream(NOW.plusSeconds(60))
              .endStream(NOW.plusSeconds(3_000), Duration.ofSeconds(2_900));
      default -> video.views(random.nextInt()).ratingsHidden(random.nextBoolean());
    }
  }

  private void editPlaylist(String channel) {
    List<Map<String, Object>> playlists = world.playlistResources(channel);
    if (playlists.isEmpty()) {
      return;
    }
    Map<String, Object> playlist = playlists.get(random.nextInt(playlists.size()));
    PlaylistEditor editor = world.editPlaylist(channel, String.valueOf(playlist.get("id")));
    int items = ((Long) playlist.get("contentDetails.itemCount")).intValue();
    switch (random.nextInt(6)) {
      case 0 -> editor.title(word());
      case 1 -> editor.privacy(random.nextBoolean() ? PrivacyStatus.PRIVATE : PrivacyStatus.PUBLIC);
      case 2 -> {
        if (random.nextInt(3) == 0) {
          editor.delete();
        }
      }
      case 3 -> {
        if (items > 0) {
          editor.remove(random.nextInt(items));
        }
      }
      case 4 -> {
        if (items > 1) {
          editor.move(random.nextInt(items), random.nextInt(items));
        }
      }
      default -> {
        List<String> videos = world.find(channel).orElseThrow().videos();
        editor.add(channel, videos.get(random.nextInt(videos.size())), NOW);
      }
    }
  }

  private String word() {
    return Integer.toString(random.nextInt(1_000_000), 36) + (random.nextBoolean() ? " \"ü\"" : "");
  }
}
