// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelsEndpointTest {
  private final SimulatedChannel channel = SimulatedChannel.named("open").title("Open!").build();
  private final SimulatedChannel closed =
      SimulatedChannel.named("closed").scopes(SimulatedChannel.ANALYTICS_SCOPE).build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(World.builder(1).channel(channel).channel(closed).build());
  private final Client client = new Client(google);

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void mine_withTheScope_isTheTokensChannel() throws Exception {
    JsonNode list =
        client
            .channels(
                client.accessToken(channel),
                Map.of("part", "id,snippet,contentDetails", "mine", "true"))
            .json();

    assertThat(list.get("kind").asText()).isEqualTo("youtube#channelListResponse");
    JsonNode item = list.get("items").get(0);
    assertThat(item.get("kind").asText()).isEqualTo("youtube#channel");
    assertThat(item.get("id").asText()).isEqualTo(channel.id());
    assertThat(item.at("/snippet/title").asText()).isEqualTo("Open!");
    assertThat(item.at("/contentDetails/relatedPlaylists/uploads").asText())
        .isEqualTo("UU" + channel.id().substring(2));
  }

  @Test
  void mine_withoutTheScope_isInsufficient() throws Exception {
    Client.Reply reply =
        client.channels(client.accessToken(closed), Map.of("part", "id", "mine", "true"));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.reason()).isEqualTo("insufficientPermissions");
  }

  @Test
  void part_missing_is400() throws Exception {
    assertThat(client.channels(client.accessToken(channel), Map.of("mine", "true")).status())
        .isEqualTo(400);
  }
}
