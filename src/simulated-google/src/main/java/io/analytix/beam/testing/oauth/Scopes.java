// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.SimulatedChannel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The supported scopes and their texts on the consent page. */
final class Scopes {
  static final String OPENID = "openid";
  static final String EMAIL = "https://www.googleapis.com/auth/userinfo.email";
  static final String PROFILE = "https://www.googleapis.com/auth/userinfo.profile";

  private static final Map<String, String> IDENTITY =
      Map.of("openid", OPENID, "email", EMAIL, "profile", PROFILE, EMAIL, EMAIL, PROFILE, PROFILE);
  private static final Map<String, String> MEANINGS =
      Map.of(
          SimulatedChannel.ANALYTICS_SCOPE, "See how your channel and videos are watched",
          SimulatedChannel.MONETARY_SCOPE, "See what your channel and videos earn",
          SimulatedChannel.YOUTUBE_SCOPE, "See your YouTube account",
          SimulatedChannel.MANAGE_SCOPE, "Manage your YouTube account",
          SimulatedChannel.PARTNER_SCOPE, "Manage what you own on YouTube as a partner");

  private Scopes() {}

  static boolean isKnown(String scope) {
    return IDENTITY.containsKey(scope) || MEANINGS.containsKey(scope);
  }

  /** Returns the scopes that have a check box, each with its text, in the order of the request. */
  static Map<String, String> toTick(Set<String> requested) {
    Map<String, String> boxes = new LinkedHashMap<>();
    for (String scope : requested) {
      if (MEANINGS.containsKey(scope)) {
        boxes.put(scope, MEANINGS.getOrDefault(scope, scope));
      }
    }
    return boxes;
  }

  /**
   * Returns the scopes granted when the user ticks {@code ticked}. Identity scopes are granted
   * without a tick, under Google's long names and always with {@code openid}.
   */
  static Set<String> granted(Set<String> requested, Set<String> ticked) {
    Set<String> granted = new LinkedHashSet<>();
    for (String scope : requested) {
      if (IDENTITY.containsKey(scope)) {
        granted.add(IDENTITY.getOrDefault(scope, scope));
        granted.add(OPENID);
      } else if (ticked.contains(scope)) {
        granted.add(scope);
      }
    }
    return granted;
  }
}
