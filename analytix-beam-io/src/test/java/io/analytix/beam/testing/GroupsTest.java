// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {
  private static final String NOON = "2026-09-20T12:00:00Z";

  private final SimulatedChannel channel =
      SimulatedChannel.named("maker")
          .scopes(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MANAGE_SCOPE)
          .videoCount(501)
          .build();
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

  private Client.Reply insert(String title, String itemType) throws Exception {
    return client.sendJson("POST", "v2/groups", token, Map.of(), groupBody(title, itemType));
  }

  private static String groupBody(String title, String itemType) {
    return """
        {"snippet":{"title":"%s"},"contentDetails":{"itemType":"%s"}}"""
        .formatted(title, itemType);
  }

  private String newGroup() throws Exception {
    return insert("Group", "youtube#video").json().get("id").asText();
  }

  private Client.Reply join(String groupId, String resourceId) throws Exception {
    return client.sendJson("POST", "v2/groupItems", token, Map.of(), itemBody(groupId, resourceId));
  }

  private static String itemBody(String groupId, String resourceId) {
    return """
        {"groupId":"%s","resource":{"id":"%s"}}"""
        .formatted(groupId, resourceId);
  }

  private JsonNode only(String groupId) throws IOException, InterruptedException {
    return client.get("v2/groups", token, Map.of("id", groupId)).json().at("/items/0");
  }

  @Test
  void insert_group_isShownWithItsCountAsText() throws Exception {
    JsonNode group = insert("Best of", "youtube#video").json();

    assertThat(group)
        .isEqualTo(
            Json.parse(
                """
                {"kind":"youtube#group","id":"%s",
                 "snippet":{"publishedAt":"%s","title":"Best of"},
                 "contentDetails":{"itemCount":"0","itemType":"youtube#video"},
                 "etag":"%s"}"""
                    .formatted(group.get("id").asText(), NOON, group.get("etag").asText())));
    JsonNode list = client.get("v2/groups", token, Map.of("mine", "true")).json();
    assertThat(list.get("kind").asText()).isEqualTo("youtube#groupListResponse");
    assertThat(list.get("items")).containsExactly(group);
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
  void update_title_changesTitleAndEtag() throws Exception {
    JsonNode group = insert("Old", "youtube#video").json();
    String id = group.get("id").asText();
    client.sendJson(
        "PUT",
        "v2/groups",
        token,
        Map.of(),
        """
        {"id":"%s","snippet":{"title":"New"}}"""
            .formatted(id));

    assertThat(only(id).at("/snippet/title").asText()).isEqualTo("New");
    assertThat(only(id).get("etag")).isNotEqualTo(group.get("etag"));
  }

  @Test
  void delete_group_isGone() throws Exception {
    String id = newGroup();

    assertThat(client.delete("v2/groups", token, Map.of("id", id)).status()).isEqualTo(204);
    assertThat(client.delete("v2/groups", token, Map.of("id", id)).status()).isEqualTo(404);
    assertThat(client.get("v2/groupItems", token, Map.of("groupId", id)).status()).isEqualTo(404);
  }

  @Test
  void items_joinAndLeave_areListedAndCounted() throws Exception {
    String id = newGroup();
    String video = channel.videos().get(3);
    JsonNode item = join(id, video).json();

    assertThat(item.at("/resource"))
        .isEqualTo(Json.parse("{\"kind\":\"youtube#video\",\"id\":\"" + video + "\"}"));
    assertThat(join(id, video).status()).isEqualTo(204);
    assertThat(only(id).at("/contentDetails/itemCount").asText()).isEqualTo("1");
    JsonNode list = client.get("v2/groupItems", token, Map.of("groupId", id)).json();
    assertThat(list.get("kind").asText()).isEqualTo("youtube#groupItemListResponse");
    assertThat(list.get("items")).containsExactly(item);

    Map<String, String> itemId = Map.of("id", item.get("id").asText());
    assertThat(client.delete("v2/groupItems", token, itemId).status()).isEqualTo(204);
    assertThat(client.delete("v2/groupItems", token, itemId).status()).isEqualTo(404);
    assertThat(only(id).at("/contentDetails/itemCount").asText()).isEqualTo("0");
  }

  @Test
  void items_fiveHundredAndOne_isOneTooMany() throws Exception {
    String id = newGroup();
    for (String video : channel.videos().subList(0, 500)) {
      assertThat(join(id, video).status()).isEqualTo(200);
    }

    assertThat(join(id, channel.videos().get(500)).status()).isEqualTo(403);
    assertThat(only(id).at("/contentDetails/itemCount").asText()).isEqualTo("500");
  }

  @Test
  void items_ofAnotherChannelOrKind_areRefused() throws Exception {
    String id = newGroup();

    assertThat(join(id, reader.videos().get(0)).status()).isEqualTo(403);
    assertThat(join("nosuchgroup", channel.videos().get(0)).status()).isEqualTo(404);
    assertThat(
            client
                .sendJson(
                    "POST",
                    "v2/groupItems",
                    token,
                    Map.of(),
                    """
                    {"groupId":"%s","resource":{"kind":"youtube#playlist","id":"%s"}}"""
                        .formatted(id, channel.uploads()))
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "'',youtube#video,400",
    "Group,youtube#comment,400",
    "Group,'',400",
    "Group,youtube#channel,403"
  })
  void insert_wrongGroup_isRefused(String title, String itemType, int status) throws Exception {
    assertThat(insert(title, itemType).status()).isEqualTo(status);
  }

  @Test
  void insert_noJson_isBadRequest() throws Exception {
    Client.Reply reply = client.sendJson("POST", "v2/groups", token, Map.of(), "{");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).isEqualTo("badRequest");
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
  }

  @Test
  void writing_withScopesForReading_isDenied() throws Exception {
    token = client.accessToken(reader);
    Client.Reply reply = insert("Group", "youtube#video");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.message()).isEqualTo("The caller does not have permission");
    assertThat(client.get("v2/groups", token, Map.of("mine", "true")).status()).isEqualTo(200);
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
    Map<String, String> owner = Map.of("onBehalfOfContentOwner", "network");
    String id =
        client
            .sendJson("POST", "v2/groups", token, owner, groupBody("Channels", "youtube#channel"))
            .json()
            .get("id")
            .asText();

    assertThat(
            client
                .sendJson("POST", "v2/groupItems", token, owner, itemBody(id, reader.id()))
                .status())
        .isEqualTo(200);
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
  void onBehalfOfContentOwner_ofSomebodyElse_isForbidden() throws Exception {
    Map<String, String> owner = Map.of("mine", "true", "onBehalfOfContentOwner", "network");

    assertThat(client.get("v2/groups", token, owner).status()).isEqualTo(403);
  }
}
