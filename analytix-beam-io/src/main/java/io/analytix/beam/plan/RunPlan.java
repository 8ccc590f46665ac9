// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.util.List;

/**
 * The requests of a run, in the order in which they are sent.
 *
 * @param shards those with at least one planned request
 * @param answered number of requests with a response in an earlier run, not planned again
 * @param deferred number of planned requests beyond the day's quota
 * @param backfilled number of planned requests that answer days before the usual ones
 * @param used how much of the day's quota is used already
 * @param units how much of the Data API's is
 * @param expected how many requests are expected of the reports of which only changed days are
 *     requested
 */
public record RunPlan(
    List<ChosenShard> shards,
    long answered,
    long deferred,
    long backfilled,
    QuotaUse used,
    QuotaUse units,
    ExpectedRequests expected) {
  public RunPlan {
    shards = List.copyOf(shards);
  }
}
