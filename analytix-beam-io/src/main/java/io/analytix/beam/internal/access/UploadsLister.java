// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.youtube.ChannelsClient;
import io.analytix.beam.internal.youtube.UploadsClient;
import io.analytix.beam.internal.youtube.UploadsClient.UploadsList;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.youtube.ApiException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the uploads of channels as a run does, on the calling thread. */
public final class UploadsLister {
  private final ChannelAuthorizer authorizer;
  private final UploadsClient client;
  private final RetrySchedule retries;

  /** A lister with these tokens; {@code retries} may wait. */
  public UploadsLister(
      AccessTokens tokens, ChannelsClient directory, UploadsClient client, RetrySchedule retries) {
    this.authorizer = new ChannelAuthorizer(tokens, directory);
    this.client = client;
    this.retries = retries;
  }

  /**
   * The uploads of a channel.
   *
   * @param videos ids that can be requested, in the order of a run's requests
   * @param calls of the Data API that were made
   * @param failure why they are not known, null if they are
   * @param gap why some of them are missing, null if none is known to be
   */
  public record Listed(
      List<String> videos, int calls, @Nullable Failure failure, @Nullable String gap) {
    public Listed {
      videos = List.copyOf(videos);
    }

    /** Why the list is not complete, or there is none; null if it is complete. */
    public @Nullable String problem() {
      return failure == null ? gap : failure.message();
    }

    private static Listed failed(int calls, Failure failure) {
      return new Listed(List.of(), calls, failure, null);
    }
  }

  /** Lists the uploads of one channel. */
  public Listed list(ChannelRef ref) throws InterruptedException {
    if (ref.problem() != null) {
      return Listed.failed(0, Failure.of(Cause.RECORD_INVALID, ref.problem()));
    }
    UploadsListing listing = new UploadsListing();
    try {
      AuthorizedChannel channel = BlockingCalls.await(retries, () -> authorizer.open(ref));
      Optional<UploadsList> list =
          BlockingCalls.await(
              retries, () -> client.list(channel.identity(), channel.grant().token()));
      if (list.filter(own -> own.channelId().equals(channel.identity().channelId())).isEmpty()) {
        return Listed.failed(1, UploadsListing.foreign(channel, list));
      }
      listing.found(list.get());
      while (!listing.isWhole()) {
        listing.add(
            BlockingCalls.await(
                retries,
                () ->
                    client.page(
                        list.get(), listing.next(), channel.identity(), channel.grant().token())));
      }
      return new Listed(listing.videos(), 1 + listing.pages(), null, listing.gap());
    } catch (ApiException e) {
      return UploadsListing.isNoPlaylist(e)
          ? new Listed(List.of(), 2, null, null)
          : Listed.failed(1 + listing.pages(), UploadsListing.failure(e.failure()));
    }
  }
}
