// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.fetch.UploadsClient.UploadsList;
import io.analytix.beam.outcome.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait for the list of their channel's uploads. However many wait, one of them asks,
 * page by page; each page takes its turn like a request, at a pace of the Data API's own.
 */
final class ListingDesk {
  /** What an account without uploads is answered by some. */
  private static final String NO_PLAYLIST = "playlistNotFound";

  private final UploadsClient client;
  private final LaneMemory memory;
  private final LaneCalls calls;
  private final LaneTime time;
  private final Users users;
  private final SendQueue queue = new SendQueue();
  private final Map<ChannelRef, Asking> askers = new HashMap<>();
  private final Map<ChannelRef, List<Asking>> waiting = new HashMap<>();

  /** What becomes of those who wait. */
  interface Users {
    /** All uploads are known. */
    void listed(Asking asking, Listing listing);

    /** Whether its reader should make way for others, or for the pause. */
    boolean isForLater(Listing listing);

    /** It makes way for others. */
    void makesWay(Asking asking);

    /** The uploads will not be known. */
    void refused(Asking asking, Failure failure);

    /** A call was not answered. */
    void notAnswered(Asking asking, OpenChannel channel, FetchException failed);
  }

  ListingDesk(LaneTools tools, LaneCalls calls, Users users) {
    this.client = tools.uploads();
    this.memory = tools.memory();
    this.time = tools.time();
    this.calls = calls;
    this.users = users;
  }

  /** Those whose turn it is to ask. */
  SendQueue queue() {
    return queue;
  }

  /** Lets a request go on to list, wait for another that lists already, or have what is known. */
  void await(Asking asking) {
    Listing listing = memory.listings().of(asking.channel());
    Asking asker = askers.computeIfAbsent(asking.channel(), any -> asking);
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
  void release(Asking asking) {
    if (askers.remove(asking.channel(), asking)) {
      List<Asking> next = waiting.remove(asking.channel());
      if (next != null) {
        next.forEach(this::await);
      }
    }
  }

  /** Asks for what is needed next. */
  void ask(Asking asking, OpenChannel channel) {
    Listing listing = memory.listings().of(asking.channel());
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
            } else if (failed != null && isNoPlaylist(failed)) {
              listing.end();
              answered(asking);
            } else if (failed != null) {
              users.notAnswered(asking, channel, failed);
            }
          });
    }
  }

  private void found(
      Asking asking, OpenChannel channel, Listing listing, Optional<UploadsList> found) {
    UploadsList list = found.orElse(null);
    if (list == null || !list.channelId().equals(channel.identity().channelId())) {
      Failure failure = foreign(channel, found);
      if (channel.identity().contentOwner() == null) {
        memory.channel(channel.ref()).failure = failure;
      }
      users.refused(asking, failure);
    } else {
      listing.found(list);
      answered(asking);
    }
  }

  private void answered(Asking asking) {
    memory.clientTaken();
    memory.tried();
    memory.dataPacer().answered();
    asking.tried = 0;
    await(asking);
  }

  /** The tokens have another channel, or none. */
  static Failure foreign(OpenChannel channel, Optional<UploadsList> found) {
    return ChannelOpener.mismatch(channel, found.map(own -> new OwnChannel(own.channelId(), "")));
  }

  /** Whether it only says that nothing was ever uploaded. */
  static boolean isNoPlaylist(FetchException failed) {
    return NO_PLAYLIST.equals(failed.failure().reason());
  }

  /** What a refusal of the list means: nothing of the channel's other reports. */
  static Failure ofListing(Failure failure) {
    @Nullable String remedy =
        switch (failure.cause()) {
          case SCOPE_MISSING ->
              "Let the channel's owner consent with the scope youtube.readonly, too: it allows to"
                  + " list the channel's videos.";
          case QUOTA_DAY ->
              "Run again with --resume after midnight Pacific time, or raise --dataApiUnitsPerDay"
                  + " if the project's quota of the YouTube Data API is larger.";
          case API_DISABLED ->
              "Enable the YouTube Data API v3 in the OAuth client's Google Cloud project, wait a few"
                  + " minutes, run again.";
          default -> failure.remedy();
        };
    return failure.with(
        failure.cause(), "the channel's uploads cannot be listed: " + failure.message(), remedy);
  }
}
