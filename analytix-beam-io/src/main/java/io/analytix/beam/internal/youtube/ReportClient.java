// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.concurrent.CompletableFuture;

/**
 * Fetches one report. Sends one request and does not block; the scheduler limits the rate and
 * retries.
 */
@FunctionalInterface
public interface ReportClient {
  /**
   * Completes with the complete table of {@code request}, never with a part, or with an {@link
   * ApiException}.
   */
  CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token);
}
