// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.world.Upload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON of playlist items. Deleted videos, and private videos of other accounts, have a
 * placeholder.
 *
 * @param ownChannels the channel ids of the requesting account
 */
record PlaylistItemJson(Set<String> parts, List<String> ownChannels) {
  ObjectNode of(Upload upload, int position) {
    ObjectNode item = Json.object().put("kind", "youtube#playlistItem").put("id", idOf(upload));
    if (parts.contains("snippet")) {
      putSnippet(item, upload, position);
    }
    if (parts.contains("contentDetails")) {
      ObjectNode details = item.putObject("contentDetails").put("videoId", upload.videoId());
      if (isVisible(upload)) {
        details.put("videoPublishedAt", upload.publishedAt().toString());
      }
    }
    if (parts.contains("status")) {
      item.putObject("status").put("privacyStatus", privacy(upload));
    }
    return item;
  }

  private void putSnippet(ObjectNode item, Upload upload, int position) {
    SimulatedChannel channel = upload.channel();
    ObjectNode snippet =
        item.putObject("snippet")
            .put("publishedAt", upload.publishedAt().toString())
            .put("channelId", channel.id())
            .put("title", title(upload))
            .put("description", description(upload));
    snippet.putObject("thumbnails");
    snippet
        .put("channelTitle", channel.title())
        .put("playlistId", channel.uploads())
        .put("position", position)
        .putObject("resourceId")
        .put("kind", "youtube#video")
        .put("videoId", upload.videoId());
  }

  private String title(Upload upload) {
    if (isVisible(upload)) {
      return upload.title();
    }
    return upload.status() == Upload.Status.DELETED ? "Deleted video" : "Private video";
  }

  private String description(Upload upload) {
    if (isVisible(upload)) {
      return "";
    }
    return upload.status() == Upload.Status.DELETED
        ? "This video is unavailable."
        : "This video is private.";
  }

  private boolean isVisible(Upload upload) {
    return upload.status() == Upload.Status.PUBLIC
        || (upload.status() == Upload.Status.PRIVATE
            && ownChannels.contains(upload.channel().id()));
  }

  private static String privacy(Upload upload) {
    return upload.status() == Upload.Status.DELETED
        ? "privacyStatusUnspecified"
        : upload.status().name().toLowerCase(Locale.ROOT);
  }

  private static String idOf(Upload upload) {
    String text = upload.channel().uploads() + "." + upload.videoId();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
