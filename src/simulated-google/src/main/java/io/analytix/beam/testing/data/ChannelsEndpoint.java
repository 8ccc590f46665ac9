// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.metadata.MetadataStore;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** channels.list of the Data API: the account's own channel, or channels by id. */
public final class ChannelsEndpoint implements AuthorisedEndpoint {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataChannelService.List",
          Set.of(
              "id",
              "snippet",
              "contentDetails",
              "statistics",
              "topicDetails",
              "status",
              "brandingSettings"),
          List.of("mine", "id"),
          ResourceSchemas.CHANNELS);

  private final MetadataStore metadata;

  public ChannelsEndpoint(MetadataStore metadata) {
    this.metadata = metadata;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    List<String> ids = given.containsKey("id") ? DataApi.ids(given) : own(bearer, given);
    return DataApi.reply(
        incoming,
        given,
        ListResponse.whole(
            "channel", metadata.channels(ids, DataApi.viewer(bearer)), DataApi.maxResults(given)));
  }

  private static List<String> own(Consent bearer, Map<String, String> given) {
    SimulatedChannel channel = bearer.account().channel();
    boolean mine = given.getOrDefault("mine", "").equals("true");
    return mine && channel != null ? List.of(channel.id()) : List.of();
  }
}
