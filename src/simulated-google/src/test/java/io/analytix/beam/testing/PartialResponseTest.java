// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Partial responses with {@code fields}, and conditional requests with {@code If-None-Match}. */
class PartialResponseTest {
  private final SimulatedChannel channel =
      SimulatedChannel.named("open").videoCount(60).playlistCount(2).build();
  private final World world = World.builder(3).channel(channel).build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);
  private String token = "";

  @BeforeEach
  void authorise() throws Exception {
    token = client.accessToken(channel);
    world.editVideo(channel.id(), channel.videos().get(0)).title("First").tags("a", "b");
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private Client.Reply uploads(String fields) throws Exception {
    return client.get("youtube/v3/playlistItems", token, uploadsParameters(fields));
  }

  private Map<String, String> uploadsParameters(String fields) {
    return Map.of(
        "part",
        "snippet,status,contentDetails",
        "maxResults",
        "1",
        "playlistId",
        channel.uploads(),
        "fields",
        fields);
  }

  private JsonNode video(String fields) throws Exception {
    return client
        .get(
            "youtube/v3/videos",
            token,
            Map.of(
                "part",
                "snippet,status,statistics",
                "id",
                channel.videos().get(0),
                "fields",
                fields))
        .json();
  }

  @Test
  void fields_nestedAndSlashed_areOnlyThese() throws Exception {
    JsonNode list =
        uploads("nextPageToken,etag,items(id,snippet(title,publishedAt),status/privacyStatus)")
            .json();

    assertThat(names(list)).containsExactly("etag", "nextPageToken", "items");
    assertThat(names(list.at("/items/0"))).containsExactly("id", "snippet", "status");
    assertThat(names(list.at("/items/0/snippet"))).containsExactly("publishedAt", "title");
    assertThat(list.at("/items/0/snippet/title").asText()).isEqualTo("First");
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "items/snippet/title; {\"items\":[{\"snippet\":{\"title\":\"First\"}}]}",
        "items(snippet/tags); {\"items\":[{\"snippet\":{\"tags\":[\"a\",\"b\"]}}]}",
        "items(snippet/title,snippet/tags); "
            + "{\"items\":[{\"snippet\":{\"title\":\"First\",\"tags\":[\"a\",\"b\"]}}]}",
        "kind,items/kind; "
            + "{\"kind\":\"youtube#videoListResponse\",\"items\":[{\"kind\":\"youtube#video\"}]}",
        "items(contentDetails/duration); {\"items\":[{}]}",
        "items/*/title; "
            + "{\"items\":[{\"snippet\":{\"title\":\"First\"},\"status\":{},\"statistics\":{}}]}"
      })
  void fields_ofAVideo_selectTheJson(String fields, String json) throws Exception {
    assertThat(video(fields).toString()).isEqualTo(json);
  }

  @Test
  void fields_star_isEverything() throws Exception {
    JsonNode all = video("*");

    assertThat(video("kind,etag,pageInfo,items(id,kind,etag,snippet,status,statistics)"))
        .isEqualTo(all);
    assertThat(video("items,items/id").get("items")).isEqualTo(all.get("items"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xyz", "items(xyz)", "items/snippet/xyz", "items(snippet(title,xyz))"})
  void fields_unknown_areRefused(String fields) throws Exception {
    Client.Reply reply = uploads(fields);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.message()).isEqualTo("Invalid field selection xyz");
    JsonNode error = reply.json().at("/error/errors/0");
    assertThat(error.get("reason").asText()).isEqualTo("invalidParameter");
    assertThat(error.get("location").asText()).isEqualTo("fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"items(id", "items)", "items(,id)", "items//id", "items(id)) ", "/id"})
  void fields_withWrongSyntax_areRefused(String fields) throws Exception {
    assertThat(uploads(fields).reason()).isEqualTo("invalidParameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels", "playlists"})
  void fields_ofEveryList_apply(String resource) throws Exception {
    JsonNode list =
        client
            .get(
                "youtube/v3/" + resource,
                token,
                Map.of("part", "snippet", "mine", "true", "fields", "items/snippet/title"))
            .json();

    assertThat(names(list)).containsExactly("items");
    assertThat(names(list.at("/items/0/snippet"))).containsExactly("title");
  }

  /** Each field of a response can be selected, so the schemas have all of them. */
  @ParameterizedTest
  @ValueSource(strings = {"channels", "videos", "playlists", "playlistItems"})
  void fields_allOfAResponse_areKnown(String resource) throws Exception {
    Map<String, String> parameters =
        switch (resource) {
          case "channels" -> Map.of("part", DataApiReader.CHANNEL_PARTS, "mine", "true");
          case "videos" ->
              Map.of(
                  "part",
                  DataApiReader.VIDEO_PARTS,
                  "id",
                  String.join(",", channel.videos().subList(0, 50)));
          case "playlists" -> Map.of("part", DataApiReader.PLAYLIST_PARTS, "mine", "true");
          default ->
              Map.of(
                  "part",
                  DataApiReader.PLAYLIST_PARTS,
                  "playlistId",
                  channel.playlists().get(0),
                  "maxResults",
                  "50");
        };
    JsonNode all = client.get("youtube/v3/" + resource, token, parameters).json();
    Set<String> paths = new TreeSet<>();
    all.get("items").forEach(item -> paths.addAll(DataApiReader.flat(item).keySet()));
    Map<String, String> selecting = new HashMap<>(parameters);
    selecting.put(
        "fields",
        "kind,etag,nextPageToken,pageInfo,items(kind,etag,contentDetails,snippet/thumbnails,"
            + String.join(",", paths).replace('.', '/')
            + ")");

    assertThat(client.get("youtube/v3/" + resource, token, selecting).json()).isEqualTo(all);
  }

  @Test
  void etag_thatIsCurrent_is304_andStillCostsAUnit() throws Exception {
    String etag = uploads("etag").json().get("etag").asText();

    for (String sent : List.of(etag, '"' + etag + '"', "W/\"" + etag + '"')) {
      Client.Reply reply = conditional(sent);
      assertThat(reply.status()).isEqualTo(304);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.response().headers().firstValue("etag")).hasValue('"' + etag + '"');
    }
    assertThat(google.dataApiUnitsUsed()).isEqualTo(4);
    assertThat(
            google.recordedCalls(Call.Kind.PLAYLIST_ITEMS).stream()
                .map(RecordedCall::status)
                .toList())
        .containsExactly(200, 304, 304, 304)
        .inOrder();
  }

  @Test
  void etag_ofAnEarlierVersion_isTheNewOne() throws Exception {
    String etag = uploads("etag").json().get("etag").asText();
    world.editVideo(channel.id(), channel.videos().get(0)).title("Second");
    Client.Reply reply = conditional('"' + etag + '"');

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("etag").asText()).isNotEqualTo(etag);
    world.editVideo(channel.id(), channel.videos().get(0)).title("First");
    assertThat(conditional(etag).status()).isEqualTo(304);
  }

  @Test
  void etag_ofUploads_doesNotDependOnCounts() throws Exception {
    String etag = uploads("etag").json().get("etag").asText();
    world.advanceTo(world.today().plusDays(1));

    assertThat(conditional(etag).status()).isEqualTo(304);
  }

  private Client.Reply conditional(String etag) throws Exception {
    HttpRequest.Builder request =
        client
            .request("youtube/v3/playlistItems", token, uploadsParameters("etag"))
            .header("If-None-Match", etag);
    return Client.send(request, Duration.ofSeconds(20));
  }
}
