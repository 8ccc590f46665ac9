// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.time.LocalDate;
import java.util.Map;

/** The video resource of the Data API. */
final class VideoResource {
  private VideoResource() {}

  /**
   * Returns the fields.
   *
   * @param own whether the video's owner asks
   */
  static Map<String, Object> of(Video video, ChannelProfile owner, LocalDate today, boolean own) {
    ResourceFields fields = new ResourceFields().put("id", video.id());
    putSnippet(fields, video, owner);
    putContentDetails(fields, video);
    putStatus(fields, video, own);
    return fields
        .put("statistics.viewCount", video.views().on(today))
        .putIf(!video.ratingsHidden(), "statistics.likeCount", video.likes().on(today))
        .put("statistics.favoriteCount", 0L)
        .putIf(!video.commentsOff(), "statistics.commentCount", video.comments().on(today))
        .topics(video.topics())
        .put("liveStreamingDetails.actualStartTime", video.broadcast().map(Broadcast::actualStart))
        .put("liveStreamingDetails.actualEndTime", video.broadcast().map(Broadcast::actualEnd))
        .put(
            "liveStreamingDetails.scheduledStartTime",
            video.broadcast().map(Broadcast::scheduledStart))
        .map();
  }

  private static void putSnippet(ResourceFields fields, Video video, ChannelProfile owner) {
    fields
        .put("snippet.publishedAt", video.publishedAt())
        .put("snippet.channelId", owner.id())
        .put("snippet.title", video.title())
        .put("snippet.description", video.description())
        .thumbnailsOf(video.id())
        .put("snippet.channelTitle", owner.title())
        .putIf(!video.tags().isEmpty(), "snippet.tags", video.tags())
        .put("snippet.categoryId", video.categoryId())
        .put(
            "snippet.liveBroadcastContent",
            video.broadcast().map(Broadcast::content).orElse("none"))
        .put("snippet.defaultLanguage", video.defaultLanguage())
        .localized(video.title(), video.description())
        .put("snippet.defaultAudioLanguage", video.defaultAudioLanguage());
  }

  private static void putContentDetails(ResourceFields fields, Video video) {
    fields
        .put("contentDetails.duration", video.duration())
        .put("contentDetails.dimension", "2d")
        .put("contentDetails.definition", video.highDefinition() ? "hd" : "sd")
        .put("contentDetails.caption", Boolean.toString(video.captioned()))
        .put("contentDetails.licensedContent", video.licensedContent())
        .put("contentDetails.contentRating", Map.of())
        .put("contentDetails.projection", "rectangular");
  }

  private static void putStatus(ResourceFields fields, Video video, boolean own) {
    boolean processed = video.broadcast().map(Broadcast::hasEnded).orElse(true);
    fields
        .put("status.uploadStatus", processed ? "processed" : "uploaded")
        .put("status.privacyStatus", video.privacy().apiName())
        .put("status.publishAt", video.publishAt())
        .put("status.license", video.creativeCommons() ? "creativeCommon" : "youtube")
        .put("status.embeddable", video.embeddable())
        .put("status.publicStatsViewable", video.publicStatsViewable())
        .put("status.madeForKids", video.madeForKids())
        .putIf(own, "status.selfDeclaredMadeForKids", video.madeForKids());
  }
}
