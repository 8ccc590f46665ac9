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
import io.analytix.beam.testing.server.Settings;
import java.util.LinkedHashMap;
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
  private final Settings settings;

  public ChannelsEndpoint(MetadataStore metadata, Settings settings) {
    this.metadata = metadata;
    this.settings = settings;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    List<String> ids = given.containsKey("id") ? DataApi.ids(given) : own(bearer, given);
    List<Map<String, Object>> channels =
        metadata.channels(ids, DataApi.viewer(bearer)).stream().map(this::shown).toList();
    return DataApi.reply(
        incoming, given, ListResponse.whole("channel", channels, DataApi.maxResults(given)));
  }

  private Map<String, Object> shown(Map<String, Object> channel) {
    if (!settings.hiddenSubscribersAreZero()) {
      return channel;
    }
    Map<String, Object> shown = new LinkedHashMap<>(channel);
    shown.putIfAbsent("statistics.subscriberCount", 0L);
    return shown;
  }

  private static List<String> own(Consent bearer, Map<String, String> given) {
    SimulatedChannel channel = bearer.account().channel();
    boolean mine = given.getOrDefault("mine", "").equals("true");
    return mine && channel != null ? List.of(channel.id()) : List.of();
  }
}
