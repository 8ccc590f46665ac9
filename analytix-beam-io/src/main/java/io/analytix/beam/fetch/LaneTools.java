// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import java.util.random.RandomGenerator;

/**
 * What a lane works with on its worker.
 *
 * @param memory what earlier stretches of the run learned on this worker
 * @param random spreads repetitions
 * @param listener hears what the lane does
 */
public record LaneTools(
    ReportClient client,
    UploadsClient uploads,
    ChannelOpener opener,
    LaneMemory memory,
    LaneTime time,
    RandomGenerator random,
    LaneListener listener) {}
