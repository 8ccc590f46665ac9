// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.util.Map;

/** The playlist resource of the Data API. */
final class PlaylistResource {
  private PlaylistResource() {}

  static Map<String, Object> of(Playlist playlist, ChannelProfile owner) {
    ResourceFields fields =
        new ResourceFields()
            .put("id", playlist.id())
            .put("snippet.publishedAt", playlist.publishedAt())
            .put("snippet.channelId", owner.id())
            .put("snippet.title", playlist.title())
            .put("snippet.description", playlist.description());
    if (playlist.entries().isEmpty()) {
      fields.noThumbnails();
    } else {
      fields.thumbnailsOf(playlist.entries().get(0).videoId());
    }
    return fields
        .put("snippet.channelTitle", owner.title())
        .put("snippet.defaultLanguage", playlist.defaultLanguage())
        .localized(playlist.title(), playlist.description())
        .put("status.privacyStatus", playlist.privacy().apiName())
        .put("contentDetails.itemCount", playlist.entries().size())
        .map();
  }
}
