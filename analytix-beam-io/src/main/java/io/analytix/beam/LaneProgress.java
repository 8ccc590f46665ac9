// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.fetch.LaneState;
import java.io.Serializable;

/** What is left of a lane: shards {@code next} (inclusive) to {@code end} (exclusive). */
record LaneProgress(int next, int end, LaneState state) implements Serializable {}
