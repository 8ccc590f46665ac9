// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.ReportClient;
import io.analytix.beam.internal.youtube.UploadsClient;
import java.util.random.RandomGenerator;

/**
 * What a lane works with on its worker.
 *
 * @param memory what earlier stretches of the run learned on this worker
 * @param random spreads repetitions
 * @param listener hears what the lane does
 */
public record SchedulerContext(
    ReportClient client,
    UploadsClient uploads,
    ChannelAuthorizer opener,
    WorkerState memory,
    SchedulerClock time,
    RandomGenerator random,
    SchedulerListener listener) {}
