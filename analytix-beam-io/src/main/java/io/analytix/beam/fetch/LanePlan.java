// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import java.util.List;

/** What a lane is to fetch: a run's shards in their order. */
public record LanePlan(String runId, List<Shard> shards, ShardPlanner planner) {}
