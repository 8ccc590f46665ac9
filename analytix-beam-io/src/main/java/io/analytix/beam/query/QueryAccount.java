// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.TokenRecord;
import org.jspecify.annotations.Nullable;

/**
 * The channel or content owner of a query.
 *
 * @param channelId null if the record is not pinned: then the account's own channel is queried
 * @param contentOwner null for a channel's own consent
 */
record QueryAccount(@Nullable String channelId, @Nullable String contentOwner) {
  /** Returns the account of the record {@code name}. */
  static QueryAccount of(String name, TokenRecord record) {
    String pinned = record.channelId();
    return new QueryAccount(
        pinned == null && ChannelId.isValid(name) ? name : pinned, record.contentOwner());
  }

  /** Returns the parameter {@code ids} of a query on behalf of {@code owner}, null for none. */
  String ids(@Nullable String owner) {
    if (owner != null) {
      return "contentOwner==" + owner;
    }
    return "channel==" + (channelId == null ? "MINE" : channelId);
  }
}
