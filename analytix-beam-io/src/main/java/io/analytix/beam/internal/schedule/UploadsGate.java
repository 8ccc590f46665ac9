// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.UploadsClient;
import io.analytix.beam.internal.youtube.UploadsClient.UploadsList;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where requests wait for the list of their channel's uploads. However many wait, one of them asks,
 * page by page; each page takes its turn like a request, at a pace of the Data API's own.
 */
final class UploadsGate {
  private final UploadsClient client;
  private final WorkerState memory;
  private final InFlightCalls calls;
  private final SchedulerClock time;
  private final Users users;
  private final RequestQueue queue = new RequestQueue();
  private final Map<ChannelRef, PendingRequest> askers = new HashMap<>();
  private final Map<ChannelRef, List<PendingRequest>> waiting = new HashMap<>();

  /** What becomes of those who wait. */
  interface Users {
    /** All uploads are known. */
    void listed(PendingRequest asking, UploadsListing listing);

    /** Whether its reader should make way for others, or for the pause. */
    boolean isForLater(UploadsListing listing);

    /** It makes way for others. */
    void makesWay(PendingRequest asking);

    /** The uploads will not be known. */
    void refused(PendingRequest asking, Failure failure);

    /** A call was not answered. */
    void notAnswered(PendingRequest asking, AuthorizedChannel channel, ApiException failed);
  }

  UploadsGate(SchedulerContext tools, InFlightCalls calls, Users users) {
    this.client = tools.uploads();
    this.memory = tools.memory();
    this.time = tools.time();
    this.calls = calls;
    this.users = users;
  }

  /** Those whose turn it is to ask. */
  RequestQueue queue() {
    return queue;
  }

  /** Lets a request go on to list, wait for another that lists already, or have what is known. */
  void await(PendingRequest asking) {
    UploadsListing listing = memory.listings().of(asking.channel());
    PendingRequest asker = askers.computeIfAbsent(asking.channel(), any -> asking);
    if (!asker.equals(asking)) {
      waiting.computeIfAbsent(asking.channel(), any -> new ArrayList<>()).add(asking);
    } else if (listing.pages() > 0 && users.isForLater(listing)) {
      users.makesWay(asking);
      release(asking);
    } else if (listing.isWhole()) {
      users.listed(asking, listing);
      release(asking);
    } else if (asking.tried == 0 && listing.pages() == 0) {
      queue.add(asking);
    } else {
      queue.addAgain(asking, time.nanos());
    }
  }

  /** Lets the next that waits ask, because {@code asking} has ended. */
  void release(PendingRequest asking) {
    if (askers.remove(asking.channel(), asking)) {
      List<PendingRequest> next = waiting.remove(asking.channel());
      if (next != null) {
        next.forEach(this::await);
      }
    }
  }

  /** Asks for what is needed next. */
  void ask(PendingRequest asking, AuthorizedChannel channel) {
    UploadsListing listing = memory.listings().of(asking.channel());
    UploadsList list = listing.list();
    if (list == null) {
      calls.begin(
          () -> client.list(channel.identity(), channel.grant().token()),
          (found, failed) -> {
            if (found != null) {
              found(asking, channel, listing, found);
            } else if (failed != null) {
              users.notAnswered(asking, channel, failed);
            }
          });
    } else {
      calls.begin(
          () -> client.page(list, listing.next(), channel.identity(), channel.grant().token()),
          (page, failed) -> {
            if (page != null) {
              listing.add(page);
              answered(asking);
            } else if (failed != null && UploadsListing.isNoPlaylist(failed)) {
              listing.end();
              answered(asking);
            } else if (failed != null) {
              users.notAnswered(asking, channel, failed);
            }
          });
    }
  }

  private void found(
      PendingRequest asking,
      AuthorizedChannel channel,
      UploadsListing listing,
      Optional<UploadsList> found) {
    UploadsList list = found.orElse(null);
    if (list == null || !list.channelId().equals(channel.identity().channelId())) {
      Failure failure = UploadsListing.foreign(channel, found);
      if (channel.identity().contentOwner() == null) {
        memory.channel(channel.ref()).failure = failure;
      }
      users.refused(asking, failure);
    } else {
      listing.found(list);
      answered(asking);
    }
  }

  private void answered(PendingRequest asking) {
    memory.clientTaken();
    memory.tried();
    memory.dataPacer().answered();
    asking.tried = 0;
    await(asking);
  }
}
