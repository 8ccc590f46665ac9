// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import java.util.Map;

/**
 * The titles of channels, as far as their token records contain them.
 *
 * @param byRecord titles by the names of the token records
 */
public record ChannelTitles(Map<String, String> byRecord) {
  /** No title is known. */
  public static final ChannelTitles NONE = new ChannelTitles(Map.of());

  public ChannelTitles {
    byRecord = Map.copyOf(byRecord);
  }

  /** The name of a token record with its channel's title, such as {@code bakery (The Bakery)}. */
  public String label(String tokenRecord) {
    String title = byRecord.get(tokenRecord);
    return title == null || title.equals(tokenRecord)
        ? tokenRecord
        : tokenRecord + " (" + title + ")";
  }

  /** The name of a channel with its title. Channels of a content owner's record have none. */
  public String label(ChannelName channel) {
    return channel.channelId() == null ? label(channel.tokenRecord()) : channel.toString();
  }
}
