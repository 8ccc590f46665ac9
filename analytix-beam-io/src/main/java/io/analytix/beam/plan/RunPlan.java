// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.util.List;

/**
 * What a run asks, in the order in which it is sent.
 *
 * @param shards those with at least one planned request
 * @param answered requests that earlier runs were answered, and that this one does not plan
 * @param deferred planned requests that do not fit into the day's quota
 * @param used what is used up of the day's quota already
 */
public record RunPlan(List<ChosenShard> shards, long answered, long deferred, QuotaUse used) {
  public RunPlan {
    shards = List.copyOf(shards);
  }
}
