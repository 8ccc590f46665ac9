// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.youtube.UploadsClient;
import io.analytix.beam.internal.youtube.UploadsClient.UploadsList;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait for the list of their channel's uploads. One of them reads the list, page by
 * page; the others wait until that one has ended.
 */
final class UploadsGate {
  private final UploadsClient client;
  private final UploadsCache cache;
  private final InFlightCalls calls;
  private final Map<ChannelRef, PendingRequest> readers = new HashMap<>();
  private final Map<ChannelRef, List<PendingRequest>> waiting = new HashMap<>();
  private final List<PendingRequest> released = new ArrayList<>();

  UploadsGate(UploadsClient client, UploadsCache cache, InFlightCalls calls) {
    this.client = client;
    this.cache = cache;
    this.calls = calls;
  }

  /** Whether this request reads its channel's list; if not, it waits here. */
  boolean isReader(PendingRequest request) {
    ChannelRef channel = request.channel();
    boolean reader = readers.computeIfAbsent(channel, any -> request).equals(request);
    if (!reader) {
      waiting.computeIfAbsent(channel, any -> new ArrayList<>()).add(request);
    }
    return reader;
  }

  /** A request needs the list no more, so another can read on; {@link #takeReleased} has those. */
  void release(PendingRequest request) {
    if (readers.remove(request.channel(), request)) {
      List<PendingRequest> next = waiting.remove(request.channel());
      released.addAll(next == null ? List.of() : next);
    }
  }

  /** Takes the requests whose wait is over. */
  List<PendingRequest> takeReleased() {
    List<PendingRequest> all = List.copyOf(released);
    released.clear();
    return all;
  }

  /**
   * Requests the place of a channel's list or, once that is known, the next page.
   *
   * @param then gets the failure if the list is that of another channel, or why the call failed;
   *     neither if it succeeded
   */
  void call(AuthorizedChannel channel, BiConsumer<@Nullable Failure, @Nullable ApiException> then) {
    UploadsListing listing = cache.of(channel.ref());
    UploadsList list = listing.list();
    if (list == null) {
      calls.begin(
          () -> client.list(channel.identity(), channel.grant().token()),
          (found, failed) -> {
            UploadsList own = found == null ? null : found.orElse(null);
            if (own != null && own.channelId().equals(channel.identity().channelId())) {
              listing.found(own);
              then.accept(null, null);
            } else {
              then.accept(found == null ? null : UploadsListing.foreign(channel, found), failed);
            }
          });
    } else {
      calls.begin(
          () -> client.page(list, listing.next(), channel.identity(), channel.grant().token()),
          (page, failed) -> {
            if (page != null) {
              listing.add(page);
              then.accept(null, null);
            } else if (failed != null && UploadsListing.isNoPlaylist(failed)) {
              listing.end();
              then.accept(null, null);
            } else {
              then.accept(null, failed);
            }
          });
    }
  }
}
