// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final String NOON = "2026-09-20T12:00:00Z";

  private final SimulatedChannel channel = SimulatedChannel.named("maker").videoCount(501).build();
  private final SimulatedChannel reader = SimulatedChannel.named("reader").build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(
          World.builder(1)
              .channel(channel)
              .channel(reader)
              .contentOwner("network", channel, reader)
              .build(),
          new MovableClock(Instant.parse(NOON)));
  private final ContentOwner network = google.world().contentOwners().get(0);
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

  private String newGroup(String... members) {
    return google.makeGroup("channel==" + channel.id(), "Best of", "youtube#video", members);
  }

  private JsonNode only(String groupId) throws IOException, InterruptedException {
    return client.get("v2/groups", token, Map.of("id", groupId)).json().at("/items/0");
  }

  @Test
  void list_ofAGroup_showsItsCountAsText() throws Exception {
    String id = newGroup();
    JsonNode list = client.get("v2/groups", token, Map.of("mine", "true")).json();
    JsonNode group = list.at("/items/0");

    assertThat(list.get("kind").asText()).isEqualTo("youtube#groupListResponse");
    assertThat(list.get("items")).hasSize(1);
    assertThat(group)
        .isEqualTo(
            Json.parse(
                """
                {"kind":"youtube#group","id":"%s",
                 "snippet":{"publishedAt":"%s","title":"Best of"},
                 "contentDetails":{"itemCount":"0","itemType":"youtube#video"},
                 "etag":"%s"}"""
                    .formatted(id, NOON, group.get("etag").asText())));
    assertThat(only(id)).isEqualTo(group);
  }

  @Test
  void list_ofManyGroups_comesInPages() throws Exception {
    List<String> made = new ArrayList<>();
    for (int number = 0; number < 51; number++) {
      made.add(newGroup());
    }
    JsonNode first = client.get("v2/groups", token, Map.of("mine", "true")).json();
    JsonNode second =
        client
            .get(
                "v2/groups",
                token,
                Map.of("mine", "true", "pageToken", first.get("nextPageToken").asText()))
            .json();

    List<String> listed = new ArrayList<>(first.get("items").findValuesAsText("id"));
    assertThat(listed).hasSize(50);
    listed.addAll(second.get("items").findValuesAsText("id"));
    assertThat(listed).isEqualTo(made);
    assertThat(second.has("nextPageToken")).isFalse();
  }

  @Test
  void deleteGroup_ofTheOwner_isGone() throws Exception {
    String id = newGroup();
    String owner = "channel==" + channel.id();

    google.deleteGroup(owner, id);
    assertThat(client.get("v2/groups", token, Map.of("mine", "true")).json().get("items"))
        .isEmpty();
    assertThat(client.get("v2/groupItems", token, Map.of("groupId", id)).status()).isEqualTo(404);
    assertThrows(IllegalArgumentException.class, () -> google.deleteGroup(owner, id));
  }

  @Test
  void items_ofAGroup_areListedOnceAndCounted() throws Exception {
    String video = channel.videos().get(3);
    String id = newGroup(video, video);
    JsonNode list = client.get("v2/groupItems", token, Map.of("groupId", id)).json();
    JsonNode item = list.at("/items/0");

    assertThat(list.get("kind").asText()).isEqualTo("youtube#groupItemListResponse");
    assertThat(list.get("items")).hasSize(1);
    assertThat(item.get("kind").asText()).isEqualTo("youtube#groupItem");
    assertThat(item.get("groupId").asText()).isEqualTo(id);
    assertThat(item.get("resource"))
        .isEqualTo(Json.parse("{\"kind\":\"youtube#video\",\"id\":\"" + video + "\"}"));
    assertThat(only(id).at("/contentDetails/itemCount").asText()).isEqualTo("1");
  }

  @Test
  void etag_ofAGroup_isThatOfItsContent() throws Exception {
    assertThat(only(newGroup("a")).get("etag")).isNotEqualTo(only(newGroup()).get("etag"));
  }

  @Test
  void items_fiveHundredAndOne_isOneTooMany() throws Exception {
    String[] videos = channel.videos().toArray(String[]::new);
    String id = newGroup(Arrays.copyOf(videos, 500));

    assertThat(only(id).at("/contentDetails/itemCount").asText()).isEqualTo("500");
    assertThat(videos).hasLength(501);
    assertThrows(IllegalArgumentException.class, () -> newGroup(videos));
  }

  @Test
  void list_withoutFilterOrWithUnknownOnes_isBadRequest() throws Exception {
    assertThat(client.get("v2/groups", token, Map.of()).status()).isEqualTo(400);
    assertThat(client.get("v2/groups", token, Map.of("mine", "false")).status()).isEqualTo(400);
    assertThat(client.get("v2/groups", token, Map.of("mine", "true", "max", "3")).status())
        .isEqualTo(400);
    assertThat(
            client.get("v2/groups", token, Map.of("mine", "true", "pageToken", "made-up")).status())
        .isEqualTo(400);
    assertThat(client.get("v2/groupItems", token, Map.of()).status()).isEqualTo(400);
  }

  @Test
  void groups_ofAnother_areNotFound() throws Exception {
    String id = newGroup();
    String other = client.accessToken(reader);

    assertThat(client.get("v2/groupItems", other, Map.of("groupId", id)).status()).isEqualTo(404);
    assertThat(client.get("v2/groups", other, Map.of("id", id)).json().get("items")).isEmpty();
  }

  @Test
  void onBehalfOfContentOwner_hasChannelsInItsGroups() throws Exception {
    token = client.accessToken(network);
    String id =
        google.makeGroup("contentOwner==network", "Channels", "youtube#channel", reader.id());

    assertThat(client.get("v2/groups", token, Map.of("mine", "true")).json().get("items"))
        .isEmpty();
    assertThat(
            client
                .get("v2/groups", token, Map.of("id", id, "onBehalfOfContentOwner", "network"))
                .json()
                .at("/items/0/contentDetails/itemCount")
                .asText())
        .isEqualTo("1");
  }

  @Test
  void onBehalfOfContentOwner_ofAnotherAccount_isForbidden() throws Exception {
    Map<String, String> owner = Map.of("mine", "true", "onBehalfOfContentOwner", "network");

    assertThat(client.get("v2/groups", token, owner).status()).isEqualTo(403);
  }
}
