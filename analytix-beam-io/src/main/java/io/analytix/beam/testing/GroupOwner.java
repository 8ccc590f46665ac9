// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.Map;
import java.util.Set;

/** Finds out for whom a request manages groups, and whether it may. */
final class GroupOwner {
  private static final String SERVICE = "youtubeanalytics.googleapis.com";
  private static final Set<String> READING =
      Set.of(
          SimulatedChannel.ANALYTICS_SCOPE,
          SimulatedChannel.MONETARY_SCOPE,
          SimulatedChannel.YOUTUBE_SCOPE,
          SimulatedChannel.MANAGE_SCOPE,
          SimulatedChannel.PARTNER_SCOPE);
  private static final Set<String> WRITING =
      Set.of(SimulatedChannel.MANAGE_SCOPE, SimulatedChannel.PARTNER_SCOPE);

  private GroupOwner() {}

  /** Returns the owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}. */
  static String of(Incoming incoming, Map<String, String> given, Consent bearer) throws Refused {
    bearer.check(
        READING,
        SERVICE,
        "google.apps.youtube.analytics.v2.GroupsService",
        SimulatedChannel.ANALYTICS_SCOPE);
    if (!incoming.method().equals("GET") && !bearer.allowsAnyOf(WRITING)) {
      throw new Refused(ApiError.permissionDenied());
    }
    String contentOwner = given.get("onBehalfOfContentOwner");
    if (contentOwner == null) {
      return "channel==" + bearer.account().id();
    }
    if (!bearer.account().manages(contentOwner)) {
      throw new Refused(ApiError.forbidden());
    }
    return "contentOwner==" + contentOwner;
  }
}
