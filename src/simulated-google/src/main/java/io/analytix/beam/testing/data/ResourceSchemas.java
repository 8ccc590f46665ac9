// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

/** The fields of the Data API's list responses, whether or not this server has values for them. */
final class ResourceSchemas {
  private static final String THUMBNAILS =
      "thumbnails(default(url,width,height),medium(url,width,height),high(url,width,height),"
          + "standard(url,width,height),maxres(url,width,height))";
  private static final String LOCALIZED = "localized(title,description)";

  static final FieldMask CHANNELS =
      listOf(
          "snippet(title,description,customUrl,publishedAt,"
              + THUMBNAILS
              + ",defaultLanguage,"
              + LOCALIZED
              + ",country),"
              + "contentDetails(relatedPlaylists(likes,favorites,uploads,watchHistory,watchLater)),"
              + "statistics(viewCount,subscriberCount,hiddenSubscriberCount,videoCount,"
              + "commentCount),"
              + "topicDetails(topicIds,topicCategories),"
              + "status(privacyStatus,isLinked,longUploadsStatus,madeForKids,"
              + "selfDeclaredMadeForKids),"
              + "brandingSettings(channel(title,description,keywords,trackingAnalyticsAccountId,"
              + "unsubscribedTrailer,defaultLanguage,country),image(bannerExternalUrl)),"
              + "auditDetails,contentOwnerDetails(contentOwner,timeLinked),localizations");

  static final FieldMask VIDEOS =
      listOf(
          "snippet(publishedAt,channelId,title,description,"
              + THUMBNAILS
              + ",channelTitle,tags,categoryId,liveBroadcastContent,defaultLanguage,"
              + LOCALIZED
              + ",defaultAudioLanguage),"
              + "contentDetails(duration,dimension,definition,caption,licensedContent,"
              + "regionRestriction(allowed,blocked),contentRating,projection,hasCustomThumbnail),"
              + "status(uploadStatus,failureReason,rejectionReason,privacyStatus,publishAt,license,"
              + "embeddable,publicStatsViewable,madeForKids,selfDeclaredMadeForKids,"
              + "containsSyntheticMedia),"
              + "statistics(viewCount,likeCount,dislikeCount,favoriteCount,commentCount),"
              + "paidProductPlacementDetails(hasPaidProductPlacement),"
              + "player(embedHtml,embedHeight,embedWidth),"
              + "topicDetails(topicIds,relevantTopicIds,topicCategories),"
              + "recordingDetails(recordingDate,location,locationDescription),"
              + "fileDetails,processingDetails,suggestions,"
              + "liveStreamingDetails(actualStartTime,actualEndTime,scheduledStartTime,"
              + "scheduledEndTime,concurrentViewers,activeLiveChatId),localizations");

  static final FieldMask PLAYLISTS =
      listOf(
          "snippet(publishedAt,channelId,title,description,"
              + THUMBNAILS
              + ",channelTitle,defaultLanguage,"
              + LOCALIZED
              + ",tags,thumbnailVideoId),"
              + "status(privacyStatus,podcastStatus),contentDetails(itemCount),player(embedHtml),"
              + "localizations");

  static final FieldMask PLAYLIST_ITEMS =
      listOf(
          "snippet(publishedAt,channelId,title,description,"
              + THUMBNAILS
              + ",channelTitle,videoOwnerChannelTitle,videoOwnerChannelId,playlistId,position,"
              + "resourceId(kind,videoId,channelId,playlistId)),"
              + "contentDetails(videoId,startAt,endAt,note,videoPublishedAt),"
              + "status(privacyStatus)");

  private ResourceSchemas() {}

  private static FieldMask listOf(String parts) {
    return FieldMask.constant(
        "kind,etag,eventId,visitorId,tokenPagination,nextPageToken,prevPageToken,"
            + "pageInfo(totalResults,resultsPerPage),items(kind,etag,id,"
            + parts
            + ")");
  }
}
