// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** channels.list of the Data API, for one's own channel. */
final class ChannelsEndpoint implements Endpoint.Authorised {
  private static final Set<String> ACCEPTED_SCOPES =
      Set.of(SimulatedChannel.YOUTUBE_SCOPE, "https://www.googleapis.com/auth/youtube");

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    bearer.check(
        ACCEPTED_SCOPES,
        "youtube.googleapis.com",
        "youtube.api.v3.V3DataChannelService.List",
        SimulatedChannel.YOUTUBE_SCOPE);
    SimulatedChannel channel = bearer.account().channel();
    if (channel == null) {
      return ApiError.forbidden();
    }
    Map<String, String> given = Incoming.firstOfEach(incoming.query());
    String part = given.getOrDefault("part", "");
    if (part.isEmpty()) {
      return ApiError.required("part");
    }
    if (!given.getOrDefault("mine", "").equals("true")) {
      return ApiError.answer(
          400,
          "No filter selected. Expected one of: mine",
          "youtube.parameter",
          "missingRequiredParameter");
    }
    return Answer.json(200, Json.text(list(channel, List.of(part.split(",")))));
  }

  private static ObjectNode list(SimulatedChannel channel, List<String> parts) {
    ObjectNode list = Json.object().put("kind", "youtube#channelListResponse");
    list.putObject("pageInfo").put("totalResults", 1).put("resultsPerPage", 5);
    ObjectNode item =
        list.putArray("items").addObject().put("kind", "youtube#channel").put("id", channel.id());
    if (parts.contains("snippet")) {
      item.putObject("snippet")
          .put("title", channel.title())
          .put("customUrl", "@" + channel.handle());
    }
    if (parts.contains("contentDetails")) {
      item.putObject("contentDetails")
          .putObject("relatedPlaylists")
          .put("likes", "")
          .put("uploads", channel.uploads());
    }
    return list;
  }
}
