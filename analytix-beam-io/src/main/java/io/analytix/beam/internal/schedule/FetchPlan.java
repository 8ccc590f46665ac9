// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.ShardPlanner;
import java.util.List;

/** What a run fetches: its shards in their order. */
public record FetchPlan(String runId, List<ChosenShard> shards, ShardPlanner planner) {
  /** How many queries that cover many days these shards have. */
  long manyDaysFrom(int next, int end) {
    return shards.subList(next, end).stream()
        .flatMap(shard -> shard.requests(planner).stream().filter(r -> !shard.isDeferred(r)))
        .filter(ReportRequest::answersManyDays)
        .mapToLong(ReportRequest::queries)
        .sum();
  }
}
