// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.PageOf;
import io.analytix.beam.testing.world.GroundTruth;
import io.analytix.beam.testing.world.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** playlistItems.list of the Data API, for playlists of uploads. */
public final class PlaylistItemsEndpoint implements AuthorisedEndpoint {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataPlaylistItemService.List",
          Set.of("id", "snippet", "contentDetails", "status"),
          List.of("playlistId"));

  private final GroundTruth world;

  public PlaylistItemsEndpoint(GroundTruth world) {
    this.world = world;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    List<Upload> uploads = world.uploads(owner(given.getOrDefault("playlistId", "")).id());
    int size = DataApi.maxResults(given);
    PageOf<Upload> page = page(uploads, size, given);
    ObjectNode list = DataApi.list("youtube#playlistItemListResponse", uploads.size(), size);
    page.next().ifPresent(token -> list.put("nextPageToken", token));
    PlaylistItemJson json =
        new PlaylistItemJson(DataApi.parts(given), bearer.account().channelIds());
    List<ObjectNode> items = new ArrayList<>();
    for (Upload upload : page.items()) {
      items.add(json.of(upload, page.first() + items.size()));
    }
    return DataApi.reply(list, items);
  }

  private SimulatedChannel owner(String playlistId) throws ErrorResponse {
    Optional<SimulatedChannel> owner =
        world.channels().stream().filter(one -> one.uploads().equals(playlistId)).findFirst();
    return owner.orElseThrow(
        () ->
            new ErrorResponse(
                ApiError.of(
                    404,
                    "The playlist identified with the request's <code>playlistId</code> parameter"
                        + " cannot be found.",
                    "youtube.playlistItem",
                    "playlistNotFound")));
  }

  private static PageOf<Upload> page(List<Upload> uploads, int size, Map<String, String> given)
      throws ErrorResponse {
    return PageOf.of(uploads, size, given.get("pageToken"), DataApi::invalidPageToken);
  }
}
