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
   * @param uploads as far as they are known
   * @param calls of the Data API that were made
   * @param failure why they are not known, null if they are
   */
  public record Listed(UploadsListing uploads, int calls, @Nullable Failure failure) {
    /** Ids that can be requested, in the order of a run's requests. */
    public List<String> videos() {
      return uploads.videos();
    }

    /** Why the list is not complete, or there is none; null if it is complete. */
    public @Nullable String problem() {
      return failure == null ? uploads.gap() : failure.message();
    }

    private static Listed failed(int calls, Failure failure) {
      return new Listed(new UploadsListing(), calls, failure);
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
      return new Listed(listing, 1 + listing.pages(), null);
    } catch (ApiException e) {
      return UploadsListing.isNoPlaylist(e)
          ? new Listed(new UploadsListing(), 2, null)
          : Listed.failed(1 + listing.pages(), UploadsListing.failure(e.failure()));
    }
  }
}
