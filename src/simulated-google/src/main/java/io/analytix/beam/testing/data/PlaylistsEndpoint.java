// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.metadata.MetadataStore;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.PageOf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** playlists.list of the Data API: the account's own, a channel's, or playlists by id. */
public final class PlaylistsEndpoint implements AuthorisedEndpoint {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataPlaylistService.List",
          Set.of("id", "snippet", "status", "contentDetails"),
          List.of("id", "mine", "channelId"),
          ResourceSchemas.PLAYLISTS);

  private final MetadataStore metadata;
  private final Predicate<String> isChannel;

  /**
   * Creates the endpoint.
   *
   * @param isChannel whether an id is that of a channel
   */
  public PlaylistsEndpoint(MetadataStore metadata, Predicate<String> isChannel) {
    this.metadata = metadata;
    this.isChannel = isChannel;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    int size = DataApi.maxResults(given);
    List<Map<String, Object>> playlists = playlists(given, bearer);
    PageOf<Map<String, Object>> page =
        PageOf.of(playlists, size, given.get("pageToken"), DataApi::invalidPageToken);
    return DataApi.reply(
        incoming,
        given,
        new ListResponse("playlist", page.items(), playlists.size(), size, page.next()));
  }

  private List<Map<String, Object>> playlists(Map<String, String> given, Consent bearer)
      throws ErrorResponse {
    Set<String> viewer = DataApi.viewer(bearer);
    if (given.containsKey("id")) {
      return metadata.playlists(DataApi.ids(given), viewer);
    }
    String channelId = given.get("channelId");
    if (channelId == null) {
      SimulatedChannel own = bearer.account().channel();
      boolean mine = given.getOrDefault("mine", "").equals("true");
      return mine && own != null ? metadata.playlistsOf(own.id(), viewer) : List.of();
    }
    if (!isChannel.test(channelId)) {
      throw new ErrorResponse(
          ApiError.of(404, "Channel not found.", "youtube.playlist", "channelNotFound"));
    }
    return metadata.playlistsOf(channelId, viewer);
  }
}
