// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.ReportClient;
import io.analytix.beam.internal.youtube.UploadsClient;
import java.util.random.RandomGenerator;

/**
 * What a scheduler works with on its worker.
 *
 * @param state what the run has learned on this worker before
 * @param random spreads retries
 * @param listener is notified of what the scheduler does
 */
public record SchedulerContext(
    ReportClient client,
    UploadsClient uploads,
    ChannelAuthorizer authorizer,
    WorkerState state,
    SchedulerClock clock,
    RandomGenerator random,
    SchedulerListener listener) {}
