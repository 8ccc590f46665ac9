// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lists the uploads of a channel. Each call costs one unit of the YouTube Data API; it sends one
 * request, does not block, and completes with the complete response or with an {@link
 * ApiException}.
 */
public interface UploadsClient {
  /**
   * Fetches the playlist of all uploads of the account's own channel, or of a content owner's
   * channel; empty if there is no such channel.
   */
  CompletableFuture<Optional<UploadsList>> list(ChannelIdentity channel, AccessToken token);

  /**
   * Fetches a page of such a playlist.
   *
   * @param page {@link UploadsPage#next} of the previous page, null for the first page
   */
  CompletableFuture<UploadsPage> page(
      UploadsList list, @Nullable String page, ChannelIdentity channel, AccessToken token);

  /**
   * The playlist of a channel's uploads.
   *
   * @param channelId the channel's id in the response
   * @param publicVideos the number of the channel's public videos; null if the response had none
   */
  record UploadsList(String channelId, String playlist, @Nullable Integer publicVideos) {}
}
