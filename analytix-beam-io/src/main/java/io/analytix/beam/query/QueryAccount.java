// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.TokenRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whose figures are asked for.
 *
 * @param channelId null where nothing pins it: then the account's own channel
 * @param contentOwner null for a channel's own consent
 */
record QueryAccount(@Nullable String channelId, @Nullable String contentOwner) {
  /** Whose the record {@code name} is. */
  static QueryAccount of(String name, TokenRecord record) {
    String pinned = record.channelId();
    return new QueryAccount(
        pinned == null && ChannelId.isOne(name) ? name : pinned, record.contentOwner());
  }

  /** What {@code ids} says of a query on behalf of {@code owner}, if it is on anyone's. */
  String ids(@Nullable String owner) {
    if (owner != null) {
      return "contentOwner==" + owner;
    }
    return "channel==" + (channelId == null ? "MINE" : channelId);
  }
}
