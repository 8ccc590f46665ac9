// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.outcome.Failure;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The uploads of the channels listed last: several tables need them, also after a checkpoint. The
 * least recently used are dropped, and would be listed again.
 */
final class UploadsCache {
  /** About 25 megabytes. */
  private static final int MAX_UPLOADS = 100_000;

  /** More than the fetch lane works on at a time: each call looks at all of them. */
  static final int MAX_CHANNELS = 2_000;

  private final LinkedHashMap<ChannelRef, UploadsListing> known =
      new LinkedHashMap<>(16, 0.75f, true);
  private final Map<ChannelRef, Failure> refused = new HashMap<>();
  private @Nullable Failure stopped;

  /** What is known of a channel's uploads; reading continues there. */
  UploadsListing of(ChannelRef channel) {
    UploadsListing listing = known.computeIfAbsent(channel, any -> new UploadsListing());
    long uploads = known.values().stream().mapToLong(UploadsListing::size).sum();
    Iterator<UploadsListing> eldest = known.values().iterator();
    while ((uploads > MAX_UPLOADS || known.size() > MAX_CHANNELS) && eldest.hasNext()) {
      UploadsListing next = eldest.next();
      if (next != listing) {
        uploads -= next.size();
        eldest.remove();
      }
    }
    return listing;
  }

  /** Takes the calls for a channel's uploads that count for no request yet. */
  int takeCalls(ChannelRef channel) {
    UploadsListing listing = known.get(channel);
    return listing == null ? 0 : listing.takeCalls();
  }

  /** Why the uploads of this channel are not requested any more, null if they are. */
  @Nullable Failure refusal(ChannelRef channel) {
    return stopped == null ? refused.get(channel) : stopped;
  }

  void refuse(ChannelRef channel, Failure failure) {
    refused.putIfAbsent(channel, failure);
  }

  /** No uploads are requested any more in this run. */
  void stop(Failure failure) {
    if (stopped == null) {
      stopped = failure;
    }
  }
}
