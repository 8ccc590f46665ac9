// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.testing.DataApiReader.PLAYLIST_PARTS;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After each of many drawn changes, all lists of the owner equal the ground truth. */
class MetadataHistoriesTest {
  private static final long SEED = Long.getLong("seed", 20_261_120L);
  private static final int HISTORIES = 3;
  private static final int NIGHTS = 12;
  private static final List<String> TEXTS =
      List.of("", "Plain", "\"a\", b;\n c\\d", "\uD83E\uDD80 crab", "\u2028");

  private final Random random = new Random(SEED);
  private Instant time = Instant.parse("2026-11-01T09:00:00Z");

  @Test
  void lists_afterAnyChanges_equalTheGroundTruth() throws Exception {
    for (int history = 0; history < HISTORIES; history++) {
      SimulatedChannel channel =
          SimulatedChannel.named("open")
              .videoCount(30 + random.nextInt(40))
              .privateVideoCount(random.nextInt(4))
              .deletedVideoCount(random.nextInt(4))
              .playlistCount(3)
              .oddNames(random.nextBoolean())
              .build();
      SimulatedChannel other = SimulatedChannel.named("other").videoCount(9).build();
      World world = World.builder(random.nextInt(1_000)).channel(channel).channel(other).build();
      try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
        Client client = new Client(google);
        DataApiReader owner = new DataApiReader(client, client.accessToken(channel));
        for (int night = 0; night < NIGHTS; night++) {
          check(owner, world, channel, "-Dseed=" + SEED + ", " + history + ", night " + night);
          for (int change = random.nextInt(12); change > 0; change--) {
            change(world, random.nextInt(6) == 0 ? other : channel, other);
          }
          world.advanceTo(world.today().plusDays(random.nextInt(2)));
        }
      }
    }
  }

  private static void check(
      DataApiReader owner, World world, SimulatedChannel channel, String message) throws Exception {
    List<JsonNode> uploads =
        owner.all("playlistItems", PLAYLIST_PARTS, Map.of("playlistId", channel.uploads()));
    List<String> ids =
        uploads.stream().map(item -> item.at("/contentDetails/videoId").asText()).toList();
    List<JsonNode> playlists = owner.all("playlists", PLAYLIST_PARTS, Map.of("mine", "true"));
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode playlist : playlists) {
      items.addAll(
          owner.all(
              "playlistItems", PLAYLIST_PARTS, Map.of("playlistId", playlist.get("id").asText())));
    }
    same(
        message,
        owner.all("channels", DataApiReader.CHANNEL_PARTS, Map.of("mine", "true")),
        List.of(world.channelResource(channel.id())));
    same(message, owner.videos(ids), world.videoResources(channel.id()));
    same(message, uploads, world.playlistItemResources(channel.id(), channel.uploads()));
    same(message, playlists, world.playlistResources(channel.id()));
    same(message, items, world.playlistItemResources(channel.id()));
  }

  private static void same(String message, List<JsonNode> json, List<Map<String, Object>> truth) {
    assertWithMessage(message)
        .that(json.stream().map(DataApiReader::flat).toList())
        .containsExactlyElementsIn(truth.stream().map(DataApiReader::expected).toList())
        .inOrder();
  }

  private void change(World world, SimulatedChannel channel, SimulatedChannel other) {
    time = time.plusSeconds(random.nextInt(5_000));
    if (random.nextInt(5) == 0) {
      changeChannel(world.editChannel(channel.id()));
    } else if (random.nextInt(3) == 0) {
      changePlaylists(world, channel, other);
    } else {
      changeVideo(world, channel);
    }
  }

  private void changeChannel(ChannelEditor channel) {
    switch (random.nextInt(5)) {
      case 0 -> channel.title(text()).description(text());
      case 1 -> channel.country(random.nextBoolean() ? "" : "FR");
      case 2 -> channel.keywords(text());
      case 3 -> channel.subscribers(random.nextInt(3_000_000));
      default -> channel.subscribersHidden(random.nextBoolean());
    }
  }

  private void changeVideo(World world, SimulatedChannel channel) {
    VideoEditor video =
        world.editVideo(
            channel.id(), channel.videos().get(random.nextInt(channel.videos().size())));
    switch (random.nextInt(14)) {
      case 0 -> video.title(text());
      case 1 -> video.description(text());
      case 2 -> video.tags(random.nextBoolean() ? new String[0] : new String[] {text(), "x, y"});
      case 3 -> video.privacy(PrivacyStatus.values()[random.nextInt(3)]);
      case 4 -> video.scheduled(time);
      case 5 -> video.duration(Duration.ofSeconds(random.nextInt(200_000)));
      case 6 -> video.scheduleStream(time);
      case 7 -> video.scheduleStream(time).startStream(time.plusSeconds(3));
      case 8 ->
          video
              .scheduleStream(time)
              .startStream(time)
              .endStream(time.plusSeconds(900), Duration.ofSeconds(895));
      case 9 -> video.views(random.nextLong(1L << 40)).growingBy(random.nextInt(50)).likes(1);
      case 10 -> video.ratingsHidden(random.nextBoolean()).commentsOff(random.nextBoolean());
      case 11 -> video.delete();
      case 12 -> video.deleteLeavingEntry();
      default -> video.restore();
    }
    if (random.nextInt(9) == 0) {
      world.publish(channel.id(), text(), time);
    }
  }

  private void changePlaylists(World world, SimulatedChannel channel, SimulatedChannel other) {
    List<Map<String, Object>> all = world.playlistResources(channel.id());
    if (all.isEmpty() || random.nextInt(6) == 0) {
      world.createPlaylist(channel.id(), text(), time);
      return;
    }
    Map<String, Object> chosen = all.get(random.nextInt(all.size()));
    PlaylistEditor playlist = world.editPlaylist(channel.id(), (String) chosen.get("id"));
    int size = Math.toIntExact((Long) chosen.get("contentDetails.itemCount"));
    switch (random.nextInt(6)) {
      case 0 -> playlist.title(text()).description(text());
      case 1 -> playlist.privacy(PrivacyStatus.values()[random.nextInt(3)]);
      case 2 -> playlist.delete();
      default -> {
        if (size == 0 || random.nextBoolean()) {
          SimulatedChannel from = random.nextBoolean() ? channel : other;
          playlist.add(from.id(), from.videos().get(random.nextInt(9)), time);
        } else if (random.nextBoolean()) {
          playlist.move(random.nextInt(size), random.nextInt(size));
        } else {
          playlist.remove(random.nextInt(size));
        }
      }
    }
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
