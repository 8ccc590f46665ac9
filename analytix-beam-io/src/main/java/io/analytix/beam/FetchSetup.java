// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.schedule.SchedulerSettings;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.youtube.Endpoints;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the fetch needs on its worker: names and addresses, never a secret.
 *
 * @param quotaIdleSince time since which no other run has sent a request under the same quota, null
 *     if unknown
 * @param fetchesAhead whether it goes on while the runner stores what was fetched before
 */
record FetchSetup(
    TokenStore.Factory stores,
    ClientSecretsSource clientSecrets,
    Endpoints endpoints,
    ShardPlanner planner,
    SchedulerSettings settings,
    RunMonitor.Factory monitors,
    @Nullable Instant quotaIdleSince,
    boolean fetchesAhead)
    implements Serializable {}
