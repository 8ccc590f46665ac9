// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import java.util.Set;

/** The names known to reports.query. */
final class ApiNames {
  static final Set<String> PARAMETERS =
      Set.of(
          "ids",
          "startDate",
          "endDate",
          "metrics",
          "dimensions",
          "filters",
          "sort",
          "maxResults",
          "startIndex",
          "currency",
          "includeHistoricalChannelData",
          "prettyPrint",
          "alt",
          "fields",
          "key",
          "quotaUser",
          "access_token",
          "oauth_token",
          "callback",
          "uploadType",
          "upload_protocol",
          "$.xgafv");

  /** All dimensions of the API, including those that this server does not support. */
  static final Set<String> DIMENSIONS =
      Set.of(
          "day",
          "month",
          "video",
          "playlist",
          "channel",
          "country",
          "province",
          "city",
          "creatorContentType",
          "liveOrOnDemand",
          "subscribedStatus",
          "youtubeProduct",
          "insightPlaybackLocationType",
          "insightPlaybackLocationDetail",
          "insightTrafficSourceType",
          "insightTrafficSourceDetail",
          "deviceType",
          "operatingSystem",
          "ageGroup",
          "gender",
          "sharingService",
          "elapsedVideoTimeRatio",
          "adType",
          "claimedStatus",
          "uploaderType",
          "dma",
          "livestreamPosition",
          "membershipsCancellationSurveyReason");

  /** Dimensions that are only valid as filters. */
  static final Set<String> FILTER_ONLY =
      Set.of("continent", "subContinent", "group", "audienceType");

  private ApiNames() {}
}
