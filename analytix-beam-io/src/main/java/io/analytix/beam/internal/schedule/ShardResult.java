// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.Shard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shard whose requests have all ended.
 *
 * @param identity the channel, null if it was not identified
 * @param answers one per planned request, in plan order
 */
public record ShardResult(Shard shard, @Nullable ChannelIdentity identity, List<Answer> answers) {

  /**
   * How a request ended, and its response: without lines unless it succeeded.
   *
   * @param videos those that the response covers; empty for all
   */
  public record Answer(Outcome outcome, ReportResponse table, List<String> videos) {}
}
