// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import java.util.Map;

/** The channel resource of the Data API. */
final class ChannelResource {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private ChannelResource() {}

  /**
   * Returns the fields.
   *
   * @param subscribers the exact number; the API rounds it down to three digits
   * @param views of all videos
   * @param videos the number of public videos
   * @param own whether the channel's owner asks
   */
  static Map<String, Object> of(
      SimulatedChannel channel,
      ChannelProfile profile,
      long subscribers,
      long views,
      long videos,
      boolean own) {
    ResourceFields fields = new ResourceFields().put("id", profile.id());
    putSnippet(fields, profile);
    return fields
        .put("contentDetails.relatedPlaylists.likes", "")
        .put("contentDetails.relatedPlaylists.uploads", channel.uploads())
        .put("statistics.viewCount", views)
        .putIf(!profile.subscribersHidden(), "statistics.subscriberCount", threeDigits(subscribers))
        .put("statistics.hiddenSubscriberCount", profile.subscribersHidden())
        .put("statistics.videoCount", videos)
        .topics(profile.topics())
        .put("status.privacyStatus", "public")
        .put("status.isLinked", true)
        .put(
            "status.longUploadsStatus",
            !own ? "longUploadsUnspecified" : profile.longUploadsAllowed() ? "allowed" : "eligible")
        .put("status.madeForKids", profile.madeForKids())
        .putIf(own, "status.selfDeclaredMadeForKids", profile.madeForKids())
        .put("brandingSettings.channel.title", profile.title())
        .putIf(
            !profile.description().isEmpty(),
            "brandingSettings.channel.description",
            profile.description())
        .put("brandingSettings.channel.keywords", profile.keywords())
        .put("brandingSettings.channel.defaultLanguage", profile.defaultLanguage())
        .put("brandingSettings.channel.country", profile.country())
        .map();
  }

  private static void putSnippet(ResourceFields fields, ChannelProfile profile) {
    String image =
        "https://yt3.ggpht.com/"
            + KeyedRandom.from(0).with(profile.id()).with("image").text(40, ALPHABET);
    fields
        .put("snippet.title", profile.title())
        .put("snippet.description", profile.description())
        .put("snippet.customUrl", "@" + profile.handle())
        .put("snippet.publishedAt", profile.publishedAt())
        .thumbnail("default", image + "=s88-c-k-c0x00ffffff-no-rj", 88, 88)
        .thumbnail("medium", image + "=s240-c-k-c0x00ffffff-no-rj", 240, 240)
        .thumbnail("high", image + "=s800-c-k-c0x00ffffff-no-rj", 800, 800)
        .put("snippet.defaultLanguage", profile.defaultLanguage())
        .localized(profile.title(), profile.description())
        .put("snippet.country", profile.country());
  }

  /** Rounds down to three significant digits. */
  static long threeDigits(long count) {
    long unit = 1;
    while (count / unit >= 1_000) {
      unit *= 10;
    }
    return count / unit * unit;
  }
}
