// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.util.concurrent.CompletableFuture;

/** Asks for one report. Asks once and does not block; pace and repetition are the lane's. */
@FunctionalInterface
public interface ReportClient {
  /**
   * Completes with the whole table of {@code request}, or with a {@link ApiException}: never with a
   * part.
   */
  CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token);
}
