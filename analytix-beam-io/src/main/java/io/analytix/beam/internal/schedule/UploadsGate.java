// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.access.UploadsListing;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.UploadsClient;
import io.analytix.beam.internal.youtube.UploadsClient.UploadsList;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
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
public final class UploadsGate {
  /** What an account without uploads is answered by some. */
  private static final String NO_PLAYLIST = "playlistNotFound";

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
      PendingRequest asking,
      AuthorizedChannel channel,
      UploadsListing listing,
      Optional<UploadsList> found) {
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

  private void answered(PendingRequest asking) {
    memory.clientTaken();
    memory.tried();
    memory.dataPacer().answered();
    asking.tried = 0;
    await(asking);
  }

  /** The tokens have another channel, or none. */
  public static Failure foreign(AuthorizedChannel channel, Optional<UploadsList> found) {
    return ChannelAuthorizer.mismatch(
        channel, found.map(own -> new ChannelResource(own.channelId(), "")));
  }

  /** Whether it only says that nothing was ever uploaded. */
  public static boolean isNoPlaylist(ApiException failed) {
    return NO_PLAYLIST.equals(failed.failure().reason());
  }

  /** What a refusal of the list means: nothing of the channel's other reports. */
  public static Failure ofListing(Failure failure) {
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
