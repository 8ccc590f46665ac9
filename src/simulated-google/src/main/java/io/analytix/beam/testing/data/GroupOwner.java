// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import java.util.Map;
import java.util.Set;

/** Resolves the owner of the requested groups and checks the account's access. */
final class GroupOwner {
  private static final String SERVICE = "youtubeanalytics.googleapis.com";
  private static final Set<String> READING =
      Set.of(
          SimulatedChannel.ANALYTICS_SCOPE,
          SimulatedChannel.MONETARY_SCOPE,
          SimulatedChannel.YOUTUBE_SCOPE,
          SimulatedChannel.MANAGE_SCOPE,
          SimulatedChannel.PARTNER_SCOPE);

  private GroupOwner() {}

  /** Returns the owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}. */
  static String of(Map<String, String> given, Consent bearer) throws ErrorResponse {
    bearer.check(
        READING,
        SERVICE,
        "google.apps.youtube.analytics.v2.GroupsService",
        SimulatedChannel.ANALYTICS_SCOPE);
    String contentOwner = given.get("onBehalfOfContentOwner");
    if (contentOwner == null) {
      return "channel==" + bearer.account().id();
    }
    if (!bearer.account().manages(contentOwner)) {
      throw new ErrorResponse(ApiError.forbidden());
    }
    return "contentOwner==" + contentOwner;
  }
}
