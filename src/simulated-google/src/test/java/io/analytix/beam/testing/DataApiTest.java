// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataApiTest {
  private final SimulatedChannel channel =
      SimulatedChannel.named("open")
          .title("Open!")
          .videoCount(118)
          .privateVideoCount(2)
          .deletedVideoCount(3)
          .startDay(LocalDate.of(2026, 3, 1))
          .build();
  private final SimulatedChannel other = SimulatedChannel.named("other").build();
  private final SimulatedChannel closed =
      SimulatedChannel.named("closed").scopes(SimulatedChannel.ANALYTICS_SCOPE).build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(
          World.builder(1)
              .channel(channel)
              .channel(other)
              .channel(closed)
              .contentOwner("network", channel)
              .build(),
          new MovableClock(Instant.parse("2026-09-20T12:00:00Z")));
  private final Client client = new Client(google);
  private String token = "";

  @BeforeEach
  void authorise() throws Exception {
    token = client.accessToken(channel);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private Client.Reply items(Map<String, String> more) throws Exception {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("part", "snippet,contentDetails,status");
    parameters.put("playlistId", channel.uploads());
    parameters.put("maxResults", "50");
    parameters.putAll(more);
    return client.get("youtube/v3/playlistItems", token, parameters);
  }

  private List<JsonNode> allItems() throws Exception {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page = items(Map.of()).json();
    page.get("items").forEach(all::add);
    while (page.has("nextPageToken")) {
      page = items(Map.of("pageToken", page.get("nextPageToken").asText())).json();
      page.get("items").forEach(all::add);
    }
    return all;
  }

  private static List<String> texts(List<JsonNode> items, String path) {
    return items.stream().map(item -> item.at(path).asText()).toList();
  }

  @Test
  void channels_byId_areThoseThatExist() throws Exception {
    JsonNode list =
        client
            .channels(
                token, Map.of("part", "snippet", "id", other.id() + ",UCnobody," + channel.id()))
            .json();

    assertThat(texts(List.of(list.get("items").get(0), list.get("items").get(1)), "/id"))
        .containsExactly(other.id(), channel.id())
        .inOrder();
    assertThat(list.at("/pageInfo/totalResults").asInt()).isEqualTo(2);
    assertThat(list.at("/items/0").has("contentDetails")).isFalse();
  }

  @Test
  void channels_ofAnAccountWithoutOne_haveNoItems() throws Exception {
    String manager = client.accessToken(google.world().contentOwners().get(0));
    JsonNode list = client.channels(manager, Map.of("part", "id", "mine", "true")).json();

    assertThat(list.at("/pageInfo/totalResults").asInt()).isEqualTo(0);
    assertThat(list.has("items")).isFalse();
  }

  @Test
  void playlistItems_ofManyUploads_comeInPagesOfFiftyNewestFirst() throws Exception {
    JsonNode first = items(Map.of()).json();
    assertThat(first.get("items")).hasSize(50);
    assertThat(first.at("/pageInfo/totalResults").asInt()).isEqualTo(121);
    List<JsonNode> all = allItems();

    assertThat(all).hasSize(121);
    assertThat(google.recordedCalls(Call.Kind.PLAYLIST_ITEMS)).hasSize(4);
    assertThat(texts(all, "/snippet/publishedAt")).isInOrder(Comparator.reverseOrder());
    assertThat(texts(all, "/snippet/position").subList(48, 52))
        .containsExactly("48", "49", "50", "51")
        .inOrder();
    assertThat(texts(all, "/contentDetails/videoId")).containsAtLeastElementsIn(channel.videos());
    assertThat(texts(all, "/id")).containsNoDuplicates();
  }

  @Test
  void playlistItems_ofDeletedVideos_arePlaceholders() throws Exception {
    List<JsonNode> deleted =
        allItems().stream()
            .filter(item -> !channel.videos().contains(item.at("/contentDetails/videoId").asText()))
            .toList();

    assertThat(texts(deleted, "/snippet/title"))
        .containsExactly("Deleted video", "Deleted video", "Deleted video");
    assertThat(texts(deleted, "/status/privacyStatus").get(0))
        .isEqualTo("privacyStatusUnspecified");
    assertThat(deleted.get(0).at("/contentDetails").has("videoPublishedAt")).isFalse();
  }

  @Test
  void privateVideos_areShownToTheirOwnerOnly() throws Exception {
    List<JsonNode> ofOwner = privateOnes();
    token = client.accessToken(other);
    List<JsonNode> ofOthers = privateOnes();
    token = client.accessToken(google.world().contentOwners().get(0));
    List<JsonNode> ofManager = privateOnes();

    List<String> ids = texts(ofOwner, "/contentDetails/videoId");
    assertThat(ids).containsExactlyElementsIn(channel.videos().subList(116, 118));
    assertThat(texts(ofOwner, "/snippet/title"))
        .containsExactlyElementsIn(
            google.world().uploads(channel.id()).stream()
                .filter(upload -> ids.contains(upload.get("video")))
                .map(upload -> upload.get("title"))
                .toList());
    assertThat(texts(ofOthers, "/snippet/title")).containsExactly("Private video", "Private video");
    assertThat(ofManager).isEqualTo(ofOwner);
  }

  private List<JsonNode> privateOnes() throws Exception {
    return allItems().stream()
        .filter(item -> item.at("/status/privacyStatus").asText().equals("private"))
        .toList();
  }

  @Test
  void channels_upToFifty_areAnswered_andOneMoreIsRefused() throws Exception {
    String fifty = String.join(",", Collections.nCopies(50, channel.id()));

    assertThat(client.channels(token, Map.of("part", "id", "id", fifty)).json().get("items"))
        .hasSize(1);
    Client.Reply tooMany =
        client.channels(token, Map.of("part", "id", "id", fifty + "," + channel.id()));
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.reason()).isEqualTo("invalidFilters");
  }

  @ParameterizedTest
  @CsvSource({
    "maxResults,51,400,invalidParameter",
    "pageToken,made-up,400,invalidPageToken",
    "part,nothing,400,unknownPart",
    "playlistId,UUnobody,404,playlistNotFound",
    "colour,red,400,invalid"
  })
  void playlistItems_oneThingWrong_isRefused(String name, String value, int status, String reason)
      throws Exception {
    Client.Reply reply = items(Map.of(name, value));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.reason()).isEqualTo(reason);
  }

  @Test
  void channels_noFilterOrTwo_areRefused() throws Exception {
    Client.Reply none = client.channels(token, Map.of("part", "id"));
    Client.Reply two =
        client.channels(token, Map.of("part", "id", "mine", "true", "id", other.id()));

    assertThat(none.reason()).isEqualTo("missingRequiredParameter");
    assertThat(two.reason()).isEqualTo("incompatibleParameters");
  }

  @Test
  void everyList_withoutAScopeForIt_isInsufficient() throws Exception {
    token = client.accessToken(closed);

    assertThat(
            List.of(
                    items(Map.of()),
                    client.channels(token, Map.of()),
                    client.get("youtube/v3/videos", token, Map.of()),
                    client.get("youtube/v3/playlists", token, Map.of()))
                .stream()
                .map(reply -> reply.status() + " " + reply.reason())
                .collect(Collectors.toSet()))
        .containsExactly("403 insufficientPermissions");
  }

  @Test
  void units_ofADay_areCountedAndRunOut() throws Exception {
    google.dataApiQuota(2);
    items(Map.of());
    assertThat(google.dataApiUnitsUsed()).isEqualTo(1);
    assertThat(items(Map.of()).status()).isEqualTo(200);
    Client.Reply reply = items(Map.of());

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.json().at("/error/details/0/metadata/quota_unit").asText())
        .isEqualTo("1/d/{project}");
    assertThat(reply.json().at("/error/details/0/metadata/service").asText())
        .isEqualTo("youtube.googleapis.com");
  }
}
