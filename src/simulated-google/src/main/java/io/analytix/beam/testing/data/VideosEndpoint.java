// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.metadata.MetadataStore;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** videos.list of the Data API, by id. Videos that the account cannot see are missing. */
public final class VideosEndpoint implements AuthorisedEndpoint {
  private static final DataApi API =
      new DataApi(
          "youtube.api.v3.V3DataVideoService.List",
          Set.of(
              "id",
              "snippet",
              "contentDetails",
              "status",
              "statistics",
              "topicDetails",
              "liveStreamingDetails"),
          List.of("id"),
          ResourceSchemas.VIDEOS);

  private final MetadataStore metadata;

  public VideosEndpoint(MetadataStore metadata) {
    this.metadata = metadata;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = API.check(incoming, bearer);
    DataApi.maxResults(given);
    List<Map<String, Object>> videos = metadata.videos(DataApi.ids(given), DataApi.viewer(bearer));
    return DataApi.reply(incoming, given, ListResponse.whole("video", videos, videos.size()));
  }
}
