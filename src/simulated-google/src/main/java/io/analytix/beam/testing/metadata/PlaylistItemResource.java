// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PrivacyStatus;
import java.util.Map;
import java.util.Optional;

/** The playlist item resource of the Data API. A video that is not visible has a placeholder. */
final class PlaylistItemResource {
  /** A video with its channel. */
  record OwnedVideo(Video video, ChannelProfile owner) {}

  private PlaylistItemResource() {}

  /**
   * Returns the fields.
   *
   * @param listOwner the owner of the playlist
   * @param visible the video, if it exists for the account
   * @param privacy of the video, empty if it does not exist
   */
  static Map<String, Object> of(
      PlaylistEntry entry,
      String playlistId,
      int position,
      ChannelProfile listOwner,
      Optional<OwnedVideo> visible,
      Optional<PrivacyStatus> privacy) {
    ResourceFields fields =
        new ResourceFields()
            .put("id", entry.id())
            .put("snippet.publishedAt", entry.addedAt())
            .put("snippet.channelId", listOwner.id());
    visible.ifPresentOrElse(
        owned -> putTexts(fields, owned.video()), () -> putPlaceholder(fields, privacy));
    return fields
        .put("snippet.channelTitle", listOwner.title())
        .put("snippet.playlistId", playlistId)
        .put("snippet.position", position)
        .put("snippet.resourceId.kind", "youtube#video")
        .put("snippet.resourceId.videoId", entry.videoId())
        .put("snippet.videoOwnerChannelTitle", visible.map(owned -> owned.owner().title()))
        .put("snippet.videoOwnerChannelId", visible.map(owned -> owned.owner().id()))
        .put("contentDetails.videoId", entry.videoId())
        .put("contentDetails.note", entry.note())
        .put("contentDetails.videoPublishedAt", visible.map(owned -> owned.video().publishedAt()))
        .put(
            "status.privacyStatus",
            privacy.map(PrivacyStatus::apiName).orElse("privacyStatusUnspecified"))
        .map();
  }

  private static void putTexts(ResourceFields fields, Video video) {
    fields
        .put("snippet.title", video.title())
        .put("snippet.description", video.description())
        .thumbnailsOf(video.id());
  }

  private static void putPlaceholder(ResourceFields fields, Optional<PrivacyStatus> privacy) {
    boolean exists = privacy.isPresent();
    fields
        .put("snippet.title", exists ? "Private video" : "Deleted video")
        .put(
            "snippet.description", exists ? "This video is private." : "This video is unavailable.")
        .noThumbnails();
  }
}
