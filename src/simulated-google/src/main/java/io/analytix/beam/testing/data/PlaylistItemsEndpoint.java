// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.metadata.MetadataStore;
import io.analytix.beam.testing.metadata.PlaylistContent;
import io.analytix.beam.testing.metadata.PlaylistEntry;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.PageOf;
import io.analytix.beam.testing.server.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** playlistItems.list of the Data API. */
public final class PlaylistItemsEndpoint implements AuthorisedEndpoint {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataPlaylistItemService.List",
          Set.of("id", "snippet", "contentDetails", "status"),
          List.of("playlistId"),
          ResourceSchemas.PLAYLIST_ITEMS);

  private final MetadataStore metadata;
  private final Settings settings;

  public PlaylistItemsEndpoint(MetadataStore metadata, Settings settings) {
    this.metadata = metadata;
    this.settings = settings;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    int size = DataApi.maxResults(given);
    ListResponse list = metadata.reading(() -> page(given, size, DataApi.viewer(bearer)));
    return DataApi.reply(incoming, given, list);
  }

  private ListResponse page(Map<String, String> given, int size, Set<String> viewer)
      throws ErrorResponse {
    PlaylistContent playlist = playlist(given.getOrDefault("playlistId", ""), viewer);
    List<PlaylistEntry> entries = playlist.entries();
    List<PlaylistEntry> listed =
        entries.subList(0, Math.min(entries.size(), settings.maxPlaylistItems()));
    PageOf<PlaylistEntry> page =
        PageOf.of(listed, size, given.get("pageToken"), DataApi::invalidPageToken);
    return new ListResponse(
        "playlistItem",
        metadata.items(playlist, page.items(), page.first(), viewer),
        listed.size(),
        size,
        page.next());
  }

  private PlaylistContent playlist(String id, Set<String> viewer) throws ErrorResponse {
    PlaylistContent playlist =
        metadata
            .content(id, viewer)
            .orElseThrow(
                () ->
                    refused(
                        404,
                        "The playlist identified with the request's <code>playlistId</code>"
                            + " parameter cannot be found.",
                        "playlistNotFound"));
    if (!playlist.accessible()) {
      throw refused(
          403,
          "The request is not properly authorized to retrieve the specified playlist.",
          "playlistItemsNotAccessible");
    }
    return playlist;
  }

  private static ErrorResponse refused(int status, String message, String reason) {
    return new ErrorResponse(ApiError.of(status, message, "youtube.playlistItem", reason));
  }
}
