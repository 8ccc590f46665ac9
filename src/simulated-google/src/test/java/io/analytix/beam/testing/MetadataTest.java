// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.testing.DataApiReader.PLAYLIST_PARTS;
import static io.analytix.beam.testing.DataApiReader.VIDEO_PARTS;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resources of the Data API, and who can see them. */
class MetadataTest {
  private static final Instant TIME = Instant.parse("2026-11-18T10:00:00Z");

  private final SimulatedChannel channel =
      SimulatedChannel.named("open")
          .videoCount(260)
          .privateVideoCount(3)
          .deletedVideoCount(4)
          .playlistCount(6)
          .build();
  private final SimulatedChannel other =
      SimulatedChannel.named("other").videoCount(7).playlistCount(60).build();
  private final World world =
      World.builder(5)
          .channel(channel)
          .channel(other)
          .contentOwner("network", channel)
          .channels(3)
          .build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(world, new MovableClock(Instant.parse("2026-11-20T12:00:00Z")));
  private final Client client = new Client(google);
  private DataApiReader owner = new DataApiReader(client, "");
  private DataApiReader stranger = new DataApiReader(client, "");

  @BeforeEach
  void authorise() throws Exception {
    owner = new DataApiReader(client, client.accessToken(channel));
    stranger = new DataApiReader(client, client.accessToken(other));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private static List<String> ids(List<Map<String, Object>> resources) {
    return resources.stream().map(one -> (String) one.get("id")).toList();
  }

  private static List<String> texts(List<JsonNode> items, String path) {
    return items.stream().map(item -> item.at(path).asText()).toList();
  }

  private static List<Map<String, String>> flat(List<JsonNode> items) {
    return items.stream().map(DataApiReader::flat).toList();
  }

  private static List<Map<String, String>> expected(List<Map<String, Object>> truth) {
    return truth.stream().map(DataApiReader::expected).toList();
  }

  private JsonNode video(String id) throws Exception {
    return owner.videos(List.of(id)).get(0);
  }

  private Map<String, Object> truth(String video) {
    return world.videoResources(channel.id()).stream()
        .filter(one -> video.equals(one.get("id")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void allLists_ofTheOwner_equalTheGroundTruth() throws Exception {
    String id = channel.id();
    List<String> uploads =
        texts(
            owner.all("playlistItems", PLAYLIST_PARTS, Map.of("playlistId", channel.uploads())),
            "/contentDetails/videoId");

    assertThat(flat(owner.all("channels", DataApiReader.CHANNEL_PARTS, Map.of("mine", "true"))))
        .containsExactly(DataApiReader.expected(world.channelResource(id)));
    assertThat(flat(owner.videos(uploads)))
        .containsExactlyElementsIn(expected(world.videoResources(id)))
        .inOrder();
    assertThat(flat(owner.all("playlists", PLAYLIST_PARTS, Map.of("mine", "true"))))
        .containsExactlyElementsIn(expected(world.playlistResources(id)))
        .inOrder();
    List<JsonNode> items = new ArrayList<>();
    for (String playlist : ids(world.playlistResources(id))) {
      items.addAll(owner.all("playlistItems", PLAYLIST_PARTS, Map.of("playlistId", playlist)));
    }
    assertThat(flat(items))
        .containsExactlyElementsIn(expected(world.playlistItemResources(id)))
        .inOrder();
  }

  @Test
  void world_ofOneSeed_hasEveryKindOfMetadata() {
    List<Map<String, Object>> videos = world.videoResources(channel.id());

    assertThat(videos).hasSize(260);
    for (String optional :
        List.of(
            "snippet.tags",
            "snippet.defaultLanguage",
            "statistics.likeCount",
            "statistics.commentCount",
            "topicDetails.topicCategories",
            "liveStreamingDetails.actualEndTime")) {
      long present = videos.stream().filter(one -> one.containsKey(optional)).count();
      assertWithMessage(optional)
          .that(present)
          .isIn(com.google.common.collect.Range.open(0L, 260L));
    }
    assertThat(values(videos, "snippet.liveBroadcastContent")).containsExactly("none", "live");
    assertThat(values(videos, "status.madeForKids")).containsExactly(true, false);
    assertThat(values(videos, "contentDetails.definition")).containsExactly("hd", "sd");
    assertThat(values(videos, "status.license")).containsExactly("youtube", "creativeCommon");
    assertThat(values(videos, "contentDetails.duration")).contains(Duration.ZERO);
    assertThat(values(videos, "snippet.title").toString()).contains("DROP TABLE");
    assertThat(values(videos, "snippet.description").toString()).contains("\n");
    assertThat(world.videoResources(channel.id())).isEqualTo(videos);
  }

  private static java.util.Set<Object> values(List<Map<String, Object>> resources, String path) {
    return resources.stream().map(one -> one.get(path)).collect(Collectors.toSet());
  }

  @Test
  void videos_unknownDeletedAndPrivate_areMissingInItems() throws Exception {
    List<String> all = ids(world.videoResources(channel.id()));
    String gone = all.get(0);
    String hidden = all.get(1);
    String shown = all.get(2);
    world.editVideo(channel.id(), gone).delete();
    world.editVideo(channel.id(), hidden).privacy(PrivacyStatus.PRIVATE);
    List<String> asked = List.of("unknown-vid", gone, hidden, shown, shown);

    assertThat(texts(owner.videos(asked), "/id")).containsExactly(hidden, shown).inOrder();
    assertThat(texts(stranger.videos(asked), "/id")).containsExactly(shown);
    assertThat(stranger.videos(asked).get(0).at("/status").has("selfDeclaredMadeForKids"))
        .isFalse();
    DataApiReader manager =
        new DataApiReader(client, client.accessToken(world.contentOwners().get(0)));
    assertThat(texts(manager.videos(asked), "/id")).containsExactly(hidden, shown);
    JsonNode none = owner.get("videos", Map.of("part", "id", "id", gone)).json();
    assertThat(none.get("items")).isEmpty();
    assertThat(none.at("/pageInfo/totalResults").asInt()).isEqualTo(0);
  }

  @Test
  void videos_moreThanFiftyIds_areRefused() throws Exception {
    String fiftyOne = String.join(",", Collections.nCopies(51, channel.videos().get(0)));
    Client.Reply reply = owner.get("videos", Map.of("part", "id", "id", fiftyOne));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).isEqualTo("invalidFilters");
    assertThat(owner.get("videos", Map.of("part", "id")).reason())
        .isEqualTo("missingRequiredParameter");
  }

  @Test
  void videos_withoutRatingsAndComments_haveNoCounts() throws Exception {
    String id = channel.videos().get(0);
    world
        .editVideo(channel.id(), id)
        .views(1_234_567_890_123L)
        .likes(3)
        .comments(4)
        .ratingsHidden(false)
        .commentsOff(false);
    JsonNode shown = video(id).get("statistics");
    world.editVideo(channel.id(), id).ratingsHidden(true).commentsOff(true);

    assertThat(shown.toString())
        .isEqualTo(
            "{\"viewCount\":\"1234567890123\",\"likeCount\":\"3\",\"favoriteCount\":\"0\","
                + "\"commentCount\":\"4\"}");
    assertThat(video(id).get("statistics").toString())
        .isEqualTo("{\"viewCount\":\"1234567890123\",\"favoriteCount\":\"0\"}");
  }

  @Test
  void stream_fromScheduleToEnd_becomesAVideo() throws Exception {
    String id = channel.videos().get(0);
    VideoEditor editor = world.editVideo(channel.id(), id).scheduleStream(TIME);
    JsonNode upcoming = video(id);
    editor.startStream(TIME.plusSeconds(9));
    JsonNode live = video(id);
    editor.endStream(TIME.plusSeconds(4_000), Duration.ofSeconds(3_723));
    JsonNode ended = video(id);

    assertThat(upcoming.at("/snippet/liveBroadcastContent").asText()).isEqualTo("upcoming");
    assertThat(upcoming.at("/contentDetails/duration").asText()).isEqualTo("P0D");
    assertThat(upcoming.get("liveStreamingDetails").toString())
        .isEqualTo("{\"scheduledStartTime\":\"2026-11-18T10:00:00Z\"}");
    assertThat(live.at("/snippet/liveBroadcastContent").asText()).isEqualTo("live");
    assertThat(live.at("/contentDetails/duration").asText()).isEqualTo("P0D");
    assertThat(live.at("/liveStreamingDetails").has("actualEndTime")).isFalse();
    assertThat(ended.at("/snippet/liveBroadcastContent").asText()).isEqualTo("none");
    assertThat(ended.at("/contentDetails/duration").asText()).isEqualTo("PT1H2M3S");
    assertThat(ended.at("/liveStreamingDetails/actualEndTime").asText())
        .isEqualTo("2026-11-18T11:06:40Z");
    assertThat(truth(id)).containsEntry("contentDetails.duration", Duration.ofSeconds(3_723));
  }

  @Test
  void counts_growWithToday_unlessSet() {
    String id = channel.videos().get(0);
    String fixed = channel.videos().get(1);
    world.editVideo(channel.id(), id).views(10).growingBy(7);
    world.editVideo(channel.id(), fixed).views(10);
    long before = (Long) world.channelResource(channel.id()).get("statistics.viewCount");
    world.advanceTo(world.today().plusDays(3));

    assertThat(truth(id)).containsEntry("statistics.viewCount", 31L);
    assertThat(truth(fixed)).containsEntry("statistics.viewCount", 10L);
    assertThat((Long) world.channelResource(channel.id()).get("statistics.viewCount"))
        .isGreaterThan(before);
  }

  @Test
  void subscribers_areRoundedDown_andMissingIfHidden() throws Exception {
    ChannelEditor editor =
        world.editChannel(channel.id()).subscribers(1_239_999).subscribersHidden(false);
    JsonNode shown = statistics();
    editor.subscribersHidden(true);

    assertThat(shown.get("subscriberCount").asText()).isEqualTo("1230000");
    assertThat(shown.get("hiddenSubscriberCount").isBoolean()).isTrue();
    assertThat(shown.get("videoCount").asText()).isEqualTo("257");
    assertThat(statistics().has("subscriberCount")).isFalse();
    assertThat(statistics().get("hiddenSubscriberCount").asBoolean()).isTrue();
    google.hiddenSubscribersAreZero(true);
    assertThat(statistics().get("subscriberCount").asText()).isEqualTo("0");
    editor.subscribersHidden(false).subscribers(999);
    assertThat(statistics().get("subscriberCount").asText()).isEqualTo("999");
  }

  private JsonNode statistics() throws Exception {
    return owner.all("channels", "statistics", Map.of("mine", "true")).get(0).get("statistics");
  }

  @Test
  void channel_renamedAndMoved_isSoEverywhere() throws Exception {
    world
        .editChannel(channel.id())
        .title("New \"name\"")
        .country("FR")
        .keywords("")
        .description("Line\nline");
    JsonNode item =
        owner.all("channels", DataApiReader.CHANNEL_PARTS, Map.of("mine", "true")).get(0);

    assertThat(item.at("/snippet/title").asText()).isEqualTo("New \"name\"");
    assertThat(item.at("/brandingSettings/channel/title").asText()).isEqualTo("New \"name\"");
    assertThat(item.at("/snippet/country").asText()).isEqualTo("FR");
    assertThat(item.at("/brandingSettings/channel").has("keywords")).isFalse();
    assertThat(video(channel.videos().get(0)).at("/snippet/channelTitle").asText())
        .isEqualTo("New \"name\"");
  }

  @Test
  void publishedVideo_isTheFirstUpload() throws Exception {
    String id = world.publish(channel.id(), "Fresh", TIME);
    JsonNode first =
        owner
            .get("playlistItems", Map.of("part", PLAYLIST_PARTS, "playlistId", channel.uploads()))
            .json()
            .at("/items/0");

    assertThat(id).hasLength(11);
    assertThat(first.at("/contentDetails/videoId").asText()).isEqualTo(id);
    assertThat(first.at("/contentDetails/videoPublishedAt").asText()).isEqualTo(TIME.toString());
    assertThat(first.at("/snippet/title").asText()).isEqualTo("Fresh");
    assertThat(world.uploads(channel.id()).get(0)).containsEntry("video", id);
    assertThat(video(id).at("/snippet/publishedAt").asText()).isEqualTo(TIME.toString());
  }

  @Test
  void publicationTime_changed_movesTheUpload() throws Exception {
    String oldest = channel.videos().get(259);
    world.editVideo(channel.id(), oldest).publishedAt(TIME);

    assertThat(uploads(owner).get(0).at("/contentDetails/videoId").asText()).isEqualTo(oldest);
    assertThat(world.uploads(channel.id()).get(0)).containsEntry("publishedAt", TIME);
  }

  @Test
  void deletedVideo_withOrWithoutEntry_comesBack() throws Exception {
    String id = channel.videos().get(0);
    VideoEditor editor = world.editVideo(channel.id(), id);
    int before = uploads(owner).size();
    editor.deleteLeavingEntry();
    List<JsonNode> lingering = uploads(owner);
    editor.delete();
    List<JsonNode> gone = uploads(owner);
    editor.restore();

    assertThat(lingering).hasSize(before);
    assertThat(lingering.get(0).at("/snippet/title").asText()).isEqualTo("Deleted video");
    assertThat(lingering.get(0).at("/snippet").has("videoOwnerChannelId")).isFalse();
    assertThat(gone).hasSize(before - 1);
    assertThat(uploads(owner).get(0).at("/contentDetails/videoId").asText()).isEqualTo(id);
  }

  private List<JsonNode> uploads(DataApiReader reader) throws Exception {
    return reader.all("playlistItems", PLAYLIST_PARTS, Map.of("playlistId", channel.uploads()));
  }

  @Test
  void unlistedVideo_isInNoListOfOthers() throws Exception {
    String id = channel.videos().get(0);
    world.editVideo(channel.id(), id).privacy(PrivacyStatus.UNLISTED);

    assertThat(texts(uploads(owner), "/contentDetails/videoId")).contains(id);
    assertThat(texts(uploads(stranger), "/contentDetails/videoId")).doesNotContain(id);
    assertThat(texts(stranger.videos(List.of(id)), "/status/privacyStatus"))
        .containsExactly("unlisted");
  }

  @Test
  void playlists_private_areSeenByTheirOwnerOnly() throws Exception {
    String hidden = channel.playlists().get(0);
    String unlisted = channel.playlists().get(1);
    String open = channel.playlists().get(2);
    world.editPlaylist(channel.id(), hidden).privacy(PrivacyStatus.PRIVATE);
    world.editPlaylist(channel.id(), unlisted).privacy(PrivacyStatus.UNLISTED);
    world.editPlaylist(channel.id(), open).privacy(PrivacyStatus.PUBLIC);
    Map<String, String> ofChannel = Map.of("channelId", channel.id());
    Map<String, String> byId = Map.of("id", hidden + "," + unlisted + ",PLnone");

    assertThat(texts(owner.all("playlists", "id", Map.of("mine", "true")), "/id"))
        .containsAtLeast(hidden, unlisted, open);
    assertThat(texts(owner.all("playlists", "id", ofChannel), "/id")).contains(hidden);
    List<String> ofStranger = texts(stranger.all("playlists", "id", ofChannel), "/id");
    assertThat(ofStranger).contains(open);
    assertThat(ofStranger).containsNoneOf(hidden, unlisted);
    assertThat(texts(owner.all("playlists", "id", byId), "/id")).containsExactly(hidden, unlisted);
    assertThat(texts(stranger.all("playlists", "id", byId), "/id")).containsExactly(unlisted);
    Client.Reply items = stranger.get("playlistItems", Map.of("part", "id", "playlistId", hidden));
    assertThat(items.status() + " " + items.reason()).isEqualTo("403 playlistItemsNotAccessible");
    Client.Reply unknown = owner.get("playlists", Map.of("part", "id", "channelId", "UCunknown"));
    assertThat(unknown.status() + " " + unknown.reason()).isEqualTo("404 channelNotFound");
  }

  @Test
  void playlists_sixty_comeInPages() throws Exception {
    JsonNode first =
        stranger
            .get("playlists", Map.of("part", PLAYLIST_PARTS, "mine", "true", "maxResults", "50"))
            .json();

    assertThat(first.get("items")).hasSize(50);
    assertThat(first.at("/pageInfo/totalResults").asInt()).isEqualTo(60);
    assertThat(first.at("/items/0/contentDetails/itemCount").isInt()).isTrue();
    assertThat(texts(stranger.all("playlists", "id", Map.of("mine", "true")), "/id"))
        .containsExactlyElementsIn(ids(world.playlistResources(other.id())))
        .inOrder();
  }

  @Test
  void playlistItems_afterEachChange_haveTheirPositions() throws Exception {
    String playlist = world.createPlaylist(channel.id(), "Mix", TIME);
    String own = channel.videos().get(0);
    String foreign = other.videos().get(0);
    PlaylistEditor editor =
        world
            .editPlaylist(channel.id(), playlist)
            .add(channel.id(), own, TIME)
            .add(other.id(), foreign, TIME)
            .add(channel.id(), own, TIME.plusSeconds(60))
            .move(2, 0);
    List<JsonNode> three = items(owner, playlist);
    world.editVideo(other.id(), foreign).privacy(PrivacyStatus.PRIVATE);
    JsonNode hidden = items(owner, playlist).get(2);
    world.editVideo(other.id(), foreign).delete();
    JsonNode deleted = items(owner, playlist).get(2);
    editor.remove(0);

    assertThat(texts(three, "/contentDetails/videoId"))
        .containsExactly(own, own, foreign)
        .inOrder();
    assertThat(texts(three, "/snippet/position")).containsExactly("0", "1", "2").inOrder();
    assertThat(texts(three, "/id")).containsNoDuplicates();
    assertThat(three.get(0).at("/snippet/publishedAt").asText()).isEqualTo("2026-11-18T10:01:00Z");
    assertThat(three.get(2).at("/snippet/videoOwnerChannelId").asText()).isEqualTo(other.id());
    assertThat(three.get(2).at("/snippet/channelId").asText()).isEqualTo(channel.id());
    assertThat(hidden.at("/snippet/title").asText()).isEqualTo("Private video");
    assertThat(hidden.at("/status/privacyStatus").asText()).isEqualTo("private");
    assertThat(deleted.at("/snippet/title").asText()).isEqualTo("Deleted video");
    assertThat(deleted.at("/status/privacyStatus").asText()).isEqualTo("privacyStatusUnspecified");
    assertThat(texts(items(owner, playlist), "/id"))
        .containsExactly(three.get(1).get("id").asText(), three.get(2).get("id").asText())
        .inOrder();
    assertThat(world.playlistResources(channel.id()).get(0))
        .containsEntry("contentDetails.itemCount", 2L);
    editor.delete();
    assertThat(owner.get("playlistItems", Map.of("part", "id", "playlistId", playlist)).reason())
        .isEqualTo("playlistNotFound");
  }

  private static List<JsonNode> items(DataApiReader reader, String playlist) throws Exception {
    return reader.all("playlistItems", PLAYLIST_PARTS, Map.of("playlistId", playlist));
  }

  @Test
  void uploads_beyondTheMaximum_areNotListed() throws Exception {
    google.maxPlaylistItems(120);

    assertThat(uploads(owner)).hasSize(120);
    assertThat(statistics().get("videoCount").asText()).isEqualTo("257");
  }

  @Test
  void eachRequest_costsOneUnit() throws Exception {
    owner.videos(channel.videos());
    owner.all("playlists", "id", Map.of("mine", "true"));
    owner.get("videos", Map.of("part", VIDEO_PARTS, "id", ",", "fields", "nothing"));

    assertThat(google.dataApiUnitsUsed()).isEqualTo(8);
    assertThat(google.recordedCalls(Call.Kind.VIDEOS)).hasSize(7);
    assertThat(google.recordedCalls(Call.Kind.PLAYLISTS)).hasSize(1);
  }
}
