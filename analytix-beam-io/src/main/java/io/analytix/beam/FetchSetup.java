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
 * All that the fetch needs on its worker: names and addresses, never a secret.
 *
 * @param quietSince since when earlier runs with the same quota have sent nothing, null if nobody
 *     knows
 */
record FetchSetup(
    TokenStore.Factory stores,
    ClientSecretsSource clientSecrets,
    Endpoints endpoints,
    ShardPlanner planner,
    SchedulerSettings settings,
    RunMonitor.Factory monitors,
    @Nullable Instant quietSince)
    implements Serializable {}
