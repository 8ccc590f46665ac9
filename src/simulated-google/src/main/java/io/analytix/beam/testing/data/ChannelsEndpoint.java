// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.world.GroundTruth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** channels.list of the Data API: the account's own channel, or channels by id. */
public final class ChannelsEndpoint implements AuthorisedEndpoint {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataChannelService.List",
          Set.of("id", "snippet", "contentDetails", "statistics", "status"),
          List.of("mine", "id"));

  private final GroundTruth world;

  public ChannelsEndpoint(GroundTruth world) {
    this.world = world;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    List<SimulatedChannel> channels =
        given.containsKey("id") ? channels(DataApi.ids(given)) : own(bearer, given);
    ObjectNode list =
        DataApi.list("youtube#channelListResponse", channels.size(), DataApi.maxResults(given));
    Set<String> parts = DataApi.parts(given);
    // An empty list of channels has no field "items", unlike other lists.
    return channels.isEmpty()
        ? DataApi.reply(list)
        : DataApi.reply(list, channels.stream().map(one -> item(one, parts)).toList());
  }

  private List<SimulatedChannel> channels(List<String> ids) {
    return ids.stream().distinct().map(world::find).flatMap(Optional::stream).toList();
  }

  private static List<SimulatedChannel> own(Consent bearer, Map<String, String> given) {
    SimulatedChannel channel = bearer.account().channel();
    boolean mine = given.getOrDefault("mine", "").equals("true");
    return mine && channel != null ? List.of(channel) : List.of();
  }

  private static ObjectNode item(SimulatedChannel channel, Set<String> parts) {
    ObjectNode item = Json.object().put("kind", "youtube#channel").put("id", channel.id());
    if (parts.contains("snippet")) {
      item.putObject("snippet")
          .put("title", channel.title())
          .put("description", "")
          .put("customUrl", "@" + channel.handle())
          .putObject("thumbnails");
    }
    if (parts.contains("contentDetails")) {
      item.putObject("contentDetails")
          .putObject("relatedPlaylists")
          .put("likes", "")
          .put("uploads", channel.uploads());
    }
    if (parts.contains("statistics")) {
      item.putObject("statistics")
          .put("hiddenSubscriberCount", true)
          .put("videoCount", Integer.toString(channel.videoCount() - channel.privateVideoCount()));
    }
    if (parts.contains("status")) {
      item.putObject("status").put("privacyStatus", "public").put("isLinked", true);
    }
    return item;
  }
}
