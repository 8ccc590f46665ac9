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
 * @param identity the channel asked, null if it was never found out
 * @param answers one a planned request, in the order of the plan
 */
public record ShardResult(Shard shard, @Nullable ChannelIdentity identity, List<Answer> answers) {

  /**
   * How a request ended, and its table: without lines unless it was answered.
   *
   * @param videos those that it speaks for; none for all there are
   */
  public record Answer(Outcome outcome, ReportResponse table, List<String> videos) {}
}
