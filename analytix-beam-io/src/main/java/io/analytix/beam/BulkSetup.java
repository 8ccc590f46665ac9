// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the steps of a bulk read need on their workers: names and addresses, never a
 * secret.
 *
 * @param reportTypes their ids
 * @param asOf decides which jobs have expired; null for the worker's clock
 * @param quotaIdleSince time since which no other run has sent a request under the same quota, null
 *     if unknown
 */
record BulkSetup(
    TokenStore.Factory stores,
    ClientSecretsSource clientSecrets,
    Endpoints endpoints,
    List<String> reportTypes,
    EarlierFiles.Factory earlierFiles,
    boolean resume,
    boolean createJobs,
    Quota quota,
    int maxInFlight,
    RetryPolicy retries,
    Duration checkpointInterval,
    RunMonitor.Factory monitors,
    @Nullable Instant asOf,
    @Nullable Instant quotaIdleSince)
    implements Serializable {
  BulkSetup {
    reportTypes = List.copyOf(reportTypes);
  }
}
