// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Values of the dimensions of a busy channel: the API's own values if known, so that responses have
 * realistic sizes.
 */
final class ApiValues {
  private static final String ID_SIGNS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int IDS = 200;

  private ApiValues() {}

  /** Returns the values of a dimension, in the order of responses. */
  static List<String> of(String dimension) {
    return switch (dimension) {
      case "creatorContentType" -> List.of("LIVE_STREAM", "SHORTS", "STORY", "VIDEO_ON_DEMAND");
      case "subscribedStatus" -> List.of("SUBSCRIBED", "UNSUBSCRIBED");
      case "insightTrafficSourceType" ->
          List.of(
              "ADVERTISING",
              "END_SCREEN",
              "EXT_URL",
              "NOTIFICATION",
              "NO_LINK_EMBEDDED",
              "NO_LINK_OTHER",
              "PLAYLIST",
              "RELATED_VIDEO",
              "SHORTS",
              "SUBSCRIBER",
              "YT_CHANNEL",
              "YT_OTHER_PAGE",
              "YT_SEARCH");
      case "insightPlaybackLocationType" ->
          List.of("BROWSE", "CHANNEL", "EMBEDDED", "EXTERNAL_APP", "SEARCH", "WATCH", "YT_OTHER");
      case "deviceType" -> List.of("DESKTOP", "GAME_CONSOLE", "MOBILE", "TABLET", "TV");
      case "operatingSystem" ->
          List.of("ANDROID", "CHROMECAST", "IOS", "MACINTOSH", "SMART_TV", "TIZEN", "WINDOWS");
      case "country" -> List.of(Locale.getISOCountries());
      case "ageGroup" ->
          List.of("age13-17", "age18-24", "age25-34", "age35-44", "age45-54", "age55-64", "age65-");
      case "gender" -> List.of("female", "male", "user_specified");
      case "sharingService" ->
          List.of(
              "ANDROID_EMAIL",
              "ANDROID_MESSENGER",
              "COPY_PASTE",
              "EMBED",
              "FACEBOOK",
              "FACEBOOK_MESSENGER",
              "GMAIL",
              "IOS_SYSTEM_ACTIVITY_DIALOG",
              "KAKAO",
              "LINE",
              "OTHER",
              "REDDIT",
              "TWITTER",
              "WHATS_APP");
      case "adType" ->
          List.of(
              "auctionBumperInstream",
              "auctionDisplay",
              "auctionInstream",
              "auctionTrueviewInslate",
              "auctionTrueviewInstream",
              "reservedInstream");
      case "video" -> ids(11);
      case "playlist" -> ids(34);
      default -> throw new IllegalArgumentException("unknown dimension: " + dimension);
    };
  }

  private static List<String> ids(int length) {
    Random random = new Random(length);
    List<String> ids = new ArrayList<>();
    while (ids.size() < IDS) {
      StringBuilder id = new StringBuilder();
      while (id.length() < length) {
        id.append(ID_SIGNS.charAt(random.nextInt(ID_SIGNS.length())));
      }
      ids.add(id.toString());
    }
    return ids;
  }
}
