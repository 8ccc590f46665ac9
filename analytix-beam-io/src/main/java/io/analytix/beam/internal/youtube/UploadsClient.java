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
 * Lists what a channel has uploaded. Each call is one unit of the YouTube Data API; it asks once
 * and does not block, and completes with the whole answer or with a {@link ApiException}.
 */
public interface UploadsClient {
  /**
   * The playlist of all uploads of the account's own channel, or of a content owner's; empty where
   * there is no such channel.
   */
  CompletableFuture<Optional<UploadsList>> list(ChannelIdentity channel, AccessToken token);

  /**
   * A page of such a playlist.
   *
   * @param page as the page before names it, null for the first
   */
  CompletableFuture<UploadsPage> page(
      UploadsList list, @Nullable String page, ChannelIdentity channel, AccessToken token);

  /**
   * Where a channel's uploads are listed.
   *
   * @param channelId the channel, as Google names it
   */
  record UploadsList(String channelId, String playlist) {}
}
